import type { Response } from "undici";
import type { Json } from "@mozaiks/contracts";

const maxBytes = 1_048_576;
const maxErrorText = 500;

/**
 * The content of a response: JSON parsed, text as text, null when there is none. `redact` sees all text first.
 * @throws Error for a status other than 2xx (with the beginning of what the server says), another type of content, and
 * more than 1 MiB.
 */
export async function readHttpResponse(response: Response, redact: (text: string) => string): Promise<Json> {
  const type = response.headers.get("content-type") ?? "";
  if (!response.ok) {
    const said = isReadable(type)
      ? redact(await readText(response, type))
          .trim()
          .slice(0, maxErrorText)
      : "";
    await response.body?.cancel();
    throw new Error(`the server answered ${response.status}${said && `: ${said}`}`);
  }
  if (response.status === 204 || response.body === null) return null;
  if (!isReadable(type)) {
    await response.body.cancel();
    throw new Error(`the server sent ${type.slice(0, 100) || "content of no type"}, which is neither JSON nor text`);
  }
  const text = redact(await readText(response, type));
  if (!isJson(type)) return text;
  if (text.trim() === "") return null;
  try {
    return JSON.parse(text) as Json;
  } catch (cause) {
    throw new Error("the server sent JSON that cannot be parsed", { cause });
  }
}

function isJson(type: string): boolean {
  return /^application\/(?:[\w.+-]+\+)?json\b/i.test(type);
}

function isReadable(type: string): boolean {
  return isJson(type) || /^text\//i.test(type);
}

/** Counted after decompression, so that a small response cannot become a big one. */
async function readText(response: Response, type: string): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    const bytes = chunk as Uint8Array;
    size += bytes.byteLength;
    if (size > maxBytes) throw new Error("the server sent more than 1 MiB");
    chunks.push(bytes);
  }
  return decoderOf(type).decode(Buffer.concat(chunks));
}

function decoderOf(type: string): { decode(bytes: Uint8Array): string } {
  const label = /;\s*charset="?([\w-]+)/i.exec(type)?.[1] ?? "utf-8";
  try {
    return new TextDecoder(label);
  } catch (cause) {
    throw new Error(`the server's text is in the unknown encoding ${label}`, { cause });
  }
}
