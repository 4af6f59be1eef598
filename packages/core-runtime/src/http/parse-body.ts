import { MozaiksError } from "@mozaiks/contracts";

/** The JSON of a request, undefined when it has none. */
export async function parseBody(request: Request, maxBytes = 1024 * 1024): Promise<unknown> {
  if (request.method === "GET" || request.method === "HEAD" || request.body === null) return undefined;
  const type = request.headers.get("content-type") ?? "";
  const bytes = await request.arrayBuffer();
  if (bytes.byteLength === 0) return undefined;
  if (bytes.byteLength > maxBytes) throw new MozaiksError("request.too-large", `A body has at most ${maxBytes} bytes`);
  if (!/^application\/(?:[\w.-]+\+)?json\s*(?:;|$)/i.test(type))
    throw new MozaiksError("request.unsupported-media-type");
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch (cause) {
    throw new MozaiksError("request.body-malformed", undefined, { cause });
  }
}
