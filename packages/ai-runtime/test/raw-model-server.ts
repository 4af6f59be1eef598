import { once } from "node:events";
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";

export interface RawReply {
  /** Default 200. */
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Events of a stream, or the value of a JSON body. */
  readonly events?: readonly object[];
  readonly json?: unknown;
}

export interface RawRequest {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Record<string, unknown>;
}

/** A server that answers with exactly the given replies in order, the last one for ever, whatever it is asked. */
export interface RawModelServer extends AsyncDisposable {
  readonly url: string;
  readonly requests: readonly RawRequest[];
}

export async function startRawModelServer(...replies: readonly RawReply[]): Promise<RawModelServer> {
  const requests: RawRequest[] = [];
  const answer = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = (await json(incoming)) as Record<string, unknown>;
    requests.push({ path: incoming.url ?? "", headers: incoming.headers, body });
    const reply = replies[Math.min(requests.length, replies.length) - 1] ?? {};
    const type = reply.events ? "text/event-stream" : "application/json";
    response.writeHead(reply.status ?? 200, { "content-type": type, ...reply.headers });
    response.end(reply.events ? reply.events.map(sse).join("") : JSON.stringify(reply.json));
  };
  const server = createServer((incoming, response) => {
    answer(incoming, response).catch(() => response.destroy());
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    async [Symbol.asyncDispose]() {
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

function sse(event: object): string {
  const name = "type" in event ? `event: ${String(event.type)}\n` : "";
  return `${name}data: ${JSON.stringify(event)}\n\n`;
}
