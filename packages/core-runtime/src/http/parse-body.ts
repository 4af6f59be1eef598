import { isUtf8 } from "node:buffer";
import { isMozaiksError, MozaiksError } from "@mozaiks/contracts";
import { jsonDepth } from "@mozaiks/contracts/server";
import { invalidRequest } from "../records/item-error.ts";

/** Deeper nesting than any shape needs would only exhaust the stack of whoever walks it. */
const maxDepth = 64;

/**
 * The JSON of a request, undefined when it has none. Of a name that stands twice in an object the last value counts.
 * @param hasBody whether one follows, where the server knows it; it costs more to ask the request.
 * @throws MozaiksError `request.too-large`, `request.unsupported-media-type`, `request.body-malformed`,
 * `request.invalid` for a member called `__proto__`.
 */
export async function parseBody(
  request: Request,
  { maxBytes, hasBody }: { readonly maxBytes: number; readonly hasBody: boolean | undefined },
): Promise<unknown> {
  const { method, headers } = request;
  if (method === "GET" || method === "HEAD" || hasBody === false) return undefined;
  const length = headers.get("content-length");
  if (length === "0" || (hasBody === undefined && request.body === null)) return undefined;
  if (Number(length) > maxBytes) throw tooLarge(maxBytes);
  // The length that a request declares is what the server reads of it; without one it may go on for ever.
  const bytes = length === null ? await readAtMost(request, maxBytes) : new Uint8Array(await arrived(request));
  if (bytes.byteLength === 0) return undefined;
  if (!isJson(headers)) throw new MozaiksError("request.unsupported-media-type");
  return parseJson(bytes);
}

async function readAtMost(request: Request, maxBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of request.body ?? []) {
      size += chunk.byteLength;
      if (size > maxBytes) break;
      chunks.push(chunk);
    }
  } catch (cause) {
    throw broken(cause);
  }
  if (size > maxBytes) throw tooLarge(maxBytes);
  return Buffer.concat(chunks);
}

async function arrived(request: Request): Promise<ArrayBuffer> {
  try {
    return await request.arrayBuffer();
  } catch (cause) {
    throw broken(cause);
  }
}

/** Whoever broke it off does not read the answer. */
const broken = (cause: unknown): MozaiksError =>
  new MozaiksError("request.body-malformed", "The body broke off", { cause });

const tooLarge = (maxBytes: number): MozaiksError =>
  new MozaiksError("request.too-large", `A body has at most ${maxBytes} bytes`);

/** JSON in UTF-8 that is not compressed. */
function isJson(headers: Headers): boolean {
  const [, charset = "utf-8"] =
    /^application\/(?:[\w.-]+\+)?json\s*(?:;\s*charset\s*=\s*"?([\w-]+)"?\s*)?(?:;|$)/i.exec(
      headers.get("content-type") ?? "",
    ) ?? ["", ""];
  const encoding = headers.get("content-encoding") ?? "identity";
  return /^utf-?8$/i.test(charset) && encoding.toLowerCase() === "identity";
}

function parseJson(bytes: Uint8Array): unknown {
  if (!isUtf8(bytes)) throw new MozaiksError("request.body-malformed", "The body is not UTF-8");
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("utf8");
  // Depth needs as many characters.
  if (text.length > maxDepth && jsonDepth(text) > maxDepth)
    throw new MozaiksError("request.body-malformed", `The body is nested deeper than ${maxDepth}`);
  try {
    return mayNamePrototype(text) ? JSON.parse(text, refusePrototype) : JSON.parse(text);
  } catch (cause) {
    if (isMozaiksError(cause)) throw cause;
    throw new MozaiksError("request.body-malformed", undefined, { cause });
  }
}

/** Escapes could spell it. */
const mayNamePrototype = (text: string): boolean => text.includes("__proto__") || text.includes("\\u");

/** An object with a member of this name is another object to everybody who copies it. */
function refusePrototype(name: string, value: unknown): unknown {
  if (name !== "__proto__") return value;
  throw invalidRequest([{ path: "/__proto__", code: "unknown-field", message: "no object has a member of this name" }]);
}
