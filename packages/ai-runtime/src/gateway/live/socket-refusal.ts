import { STATUS_CODES } from "node:http";
import type { Duplex } from "node:stream";
import { closeCodeOf, problems, publicDetail, type MozaiksError } from "@mozaiks/contracts";
import type { WebSocket } from "ws";
import { problemResponse } from "../problem-response.ts";

/** Answers an upgrade request with a problem and ends the connection. */
export async function refuseUpgrade(stream: Duplex, error: MozaiksError, instance: string): Promise<void> {
  const response = problemResponse(error, instance);
  const body = await response.text();
  const head = [
    `HTTP/1.1 ${response.status} ${STATUS_CODES[response.status] ?? "Error"}`,
    `Content-Length: ${Buffer.byteLength(body)}`,
    "Connection: close",
    ...[...response.headers].map(([name, value]) => `${name}: ${value}`),
  ];
  stream.end(`${head.join("\r\n")}\r\n\r\n${body}`);
}

/** Tells a client that offered the subprotocol why it is refused, and closes. No chat is known: `chat_id` is `-`. */
export function refuseSocket(socket: WebSocket, error: MozaiksError, now: Date): void {
  const { title } = problems[error.code];
  const about = { type: "error", chat_id: "-", timestamp: now.toISOString() };
  socket.send(JSON.stringify({ ...about, code: error.code, title, detail: publicDetail(error) }));
  socket.close(closeCodeOf(error.code), error.code);
}
