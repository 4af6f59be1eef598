import { MozaiksError, type ProblemCode } from "@mozaiks/contracts";

/** Deeper nesting than any shape needs would only exhaust the stack of whoever walks it. */
const maxDepth = 64;

/**
 * The JSON value in some bytes.
 * @throws MozaiksError of `code` when they are not UTF-8 or not JSON, or when it is nested deeper than 64.
 */
export function parseJson(bytes: ArrayBuffer | Uint8Array, code: ProblemCode): unknown {
  const text = decode(bytes, code);
  if (depthOf(text) > maxDepth) throw new MozaiksError(code, `JSON nested deeper than ${maxDepth} is not accepted`);
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

/** How deep brackets nest outside strings; whether they match is for the parser. */
function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  let isString = false;
  for (let index = 0; index < text.length; index++) {
    const character = text[index];
    if (character === '"') isString = !isString;
    else if (isString) index += character === "\\" ? 1 : 0;
    else if (character === "{" || character === "[") deepest = Math.max(deepest, ++depth);
    else if (character === "}" || character === "]") depth--;
  }
  return deepest;
}
