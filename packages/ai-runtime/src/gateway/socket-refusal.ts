import { STATUS_CODES } from "node:http";
import type { Duplex } from "node:stream";
import { problems, publicDetail, type MozaiksError } from "@mozaiks/contracts";

/** Answers an upgrade request with a problem (RFC 9457) and ends the connection. */
export function refuseUpgrade(socket: Duplex, error: MozaiksError): void {
  const { status, title } = problems[error.code];
  const detail = publicDetail(error);
  const type = `https://mozaiks.ai/problems/${error.code}`;
  const body = JSON.stringify({ type, title, status, code: error.code, error: title, detail });
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? "Error"}`,
    "Content-Type: application/problem+json",
    `Content-Length: ${Buffer.byteLength(body)}`,
    "Connection: close",
    ...(status === 401 ? ["WWW-Authenticate: Bearer"] : []),
    ...(error.retryAfterS === undefined ? [] : [`Retry-After: ${error.retryAfterS}`]),
  ];
  socket.end(`${head.join("\r\n")}\r\n\r\n${body}`);
}
