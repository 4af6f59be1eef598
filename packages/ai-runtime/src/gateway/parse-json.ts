import { MozaiksError, type ProblemCode } from "@mozaiks/contracts";
import { jsonDepth } from "@mozaiks/contracts/server";

/** Deeper nesting than any shape needs would only exhaust the stack of whoever walks it. */
const maxDepth = 64;

/**
 * The JSON value in some bytes.
 * @throws MozaiksError of `code` when they are not UTF-8 or not JSON, or when it is nested deeper than 64.
 */
export function parseJson(bytes: ArrayBuffer | Uint8Array, code: ProblemCode): unknown {
  const text = decode(bytes, code);
  if (jsonDepth(text) > maxDepth) throw new MozaiksError(code, `JSON nested deeper than ${maxDepth} is not accepted`);
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new MozaiksError(code, "The text is not valid JSON", { cause });
  }
}

function decode(bytes: ArrayBuffer | Uint8Array, code: ProblemCode): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new MozaiksError(code, "The text is not valid UTF-8", { cause });
  }
}
