import { MozaiksError } from "@mozaiks/contracts";
import { createMiddleware } from "hono/factory";
import type { GatewayEnv } from "./http-parts.ts";

/** How much of a body that is refused is read and thrown away, for the refusal to reach a client that is still sending. */
const maxDiscardedBytes = 64 * 1024 * 1024;

/**
 * Refuses bodies of more than `maxBytes` with `request.too-large`. A body of known length is left untouched until somebody
 * reads it: the HTTP adapter closes connections whose body was opened and not read to its end, under the next request.
 */
export function limitBody(maxBytes: number) {
  return createMiddleware<GatewayEnv>(async (c, next) => {
    const length = c.req.header("transfer-encoding") === undefined ? c.req.header("content-length") : undefined;
    if (length === undefined && c.req.raw.body) {
      const body = await readWhole(c.req.raw.body, maxBytes);
      c.req.raw = new Request(c.req.raw, { method: c.req.method, body });
    } else if (Number(length) > maxBytes) throw tooLarge(maxBytes);
    await next();
  });
}

async function readWhole(body: ReadableStream<Uint8Array>, maxBytes: number): Promise<Blob> {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.byteLength;
    if (size > maxBytes + maxDiscardedBytes) break;
    if (size <= maxBytes) chunks.push(new Uint8Array(chunk));
  }
  if (size > maxBytes) throw tooLarge(maxBytes);
  return new Blob(chunks);
}

function tooLarge(maxBytes: number): MozaiksError {
  return new MozaiksError("request.too-large", `A body holds at most ${maxBytes} bytes`);
}
