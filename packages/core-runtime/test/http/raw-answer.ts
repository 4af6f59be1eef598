import { once } from "node:events";
import { connect } from "node:net";

/** An answer as it came over the socket. */
export interface RawAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: string;
}

/** Sends bytes as they are and reads answers until the server ends the connection. */
export async function sendRaw(port: number, ...bytes: readonly (string | Uint8Array)[]): Promise<readonly RawAnswer[]> {
  const socket = connect(port, "127.0.0.1");
  const chunks: Buffer[] = [];
  socket.on("data", (chunk) => chunks.push(chunk));
  // A server that refuses may close while it is still being sent to.
  socket.on("error", () => {});
  const closed = once(socket, "close");
  await once(socket, "connect");
  for (const part of bytes) socket.write(part);
  await closed;
  return parseAnswers(Buffer.concat(chunks));
}

function parseAnswers(bytes: Buffer): readonly RawAnswer[] {
  const answers: RawAnswer[] = [];
  let rest = bytes.toString("latin1");
  while (rest !== "") {
    const end = rest.indexOf("\r\n\r\n");
    const [first = "", ...lines] = rest.slice(0, end).split("\r\n");
    const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(first)?.[1]);
    const headers = new Headers(
      lines.map((line) => [line.slice(0, line.indexOf(":")), line.slice(line.indexOf(":") + 1)]),
    );
    const length = Number(headers.get("content-length") ?? 0);
    const from = end + 4;
    if (status !== 100) answers.push({ status, headers, body: rest.slice(from, from + length) });
    rest = rest.slice(from + (status === 100 ? 0 : length));
  }
  return answers;
}
