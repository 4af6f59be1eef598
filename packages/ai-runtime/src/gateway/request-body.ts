import { MozaiksError } from "@mozaiks/contracts";
import type { GatewayContext } from "./http-parts.ts";
import { parseJson } from "./parse-json.ts";

/**
 * The JSON body, read once per request; undefined when there is none.
 * @throws MozaiksError `request.unsupported-media-type`, `request.too-large`, `request.invalid`.
 */
export async function readBody(c: GatewayContext): Promise<unknown> {
  const known = c.get("body");
  if (known) return known.value;
  const bytes = await c.req.arrayBuffer();
  if (bytes.byteLength > 0 && !isJson(c.req.header("content-type")))
    throw new MozaiksError("request.unsupported-media-type");
  const value = bytes.byteLength === 0 ? undefined : parseJson(bytes, "request.invalid");
  c.set("body", { value });
  return value;
}

function isJson(contentType = ""): boolean {
  return /^application\/([a-z0-9.-]+\+)?json\s*(;|$)/i.test(contentType);
}
