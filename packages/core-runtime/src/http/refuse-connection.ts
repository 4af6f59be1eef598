import { STATUS_CODES } from "node:http";
import type { Duplex } from "node:stream";
import { MozaiksError, type ProblemCode, problems } from "@mozaiks/contracts";
import { problemOf } from "./problem-response.ts";
import type { HeaderTable } from "./safe-headers.ts";

/** What Node's parser says of a request it gives up on. */
const codes: Readonly<Record<string, ProblemCode>> = {
  ERR_HTTP_REQUEST_TIMEOUT: "request.time-out",
  HPE_HEADER_OVERFLOW: "request.headers-too-large",
  HPE_CHUNK_EXTENSIONS_OVERFLOW: "request.too-large",
};

/**
 * Answers what is no HTTP, or came too slowly, and ends the connection: nothing after it can be understood. Gives what it said;
 * undefined when nobody listens any more.
 */
export function refuseConnection(
  thrown: NodeJS.ErrnoException,
  socket: Duplex,
  { common, requestId }: { readonly common: HeaderTable; readonly requestId: string },
): { readonly status: number; readonly code: ProblemCode } | undefined {
  if (!socket.writable || thrown.code === "ECONNRESET") {
    socket.destroy();
    return undefined;
  }
  const code = codes[thrown.code ?? ""] ?? "request.invalid";
  const { status } = problems[code];
  const body = JSON.stringify(problemOf(new MozaiksError(code), requestId));
  const headers = {
    ...common,
    "content-type": "application/problem+json",
    "content-length": String(Buffer.byteLength(body)),
    "x-request-id": requestId,
    connection: "close",
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ""}\r\n${lines.join("")}\r\n${body}`);
  return { status, code };
}
