import { OriginalSyntaxError } from "./original-syntax-error.ts";

export interface Token {
  readonly kind: "variable" | "string" | "number" | "word" | "symbol" | "end";
  /** A variable's name, a string's value, else the text as written. */
  readonly text: string;
  readonly offset: number;
}

const pattern =
  /\s*(?:\$\{\s*([A-Za-z_][\w.]*)\s*\}|("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|(-?\d+(?:\.\d+)?)|([A-Za-z_]\w*)|(==|!=|<=|>=|&&|\|\||[<>()[\],!&|]))/y;

/**
 * Cuts an expression of the original's language into tokens.
 * @throws OriginalSyntaxError at the first character that begins none.
 */
export function tokensOf(source: string): readonly Token[] {
  const tokens: Token[] = [];
  let position = 0;
  const length = source.trimEnd().length;
  while (position < length) {
    pattern.lastIndex = position;
    const match = pattern.exec(source);
    const offset = position + (/^\s*/.exec(source.slice(position))?.[0].length ?? 0);
    if (!match) throw new OriginalSyntaxError(`cannot be parsed at ${JSON.stringify(source[offset])}`, offset);
    tokens.push(tokenOf(match, offset));
    position = pattern.lastIndex;
  }
  return tokens;
}

function tokenOf([, variable, string, number, word, symbol]: RegExpExecArray, offset: number): Token {
  if (variable !== undefined) return { kind: "variable", text: variable, offset };
  if (string !== undefined) return { kind: "string", text: unquote(string), offset };
  if (number !== undefined) return { kind: "number", text: number, offset };
  if (word !== undefined) return { kind: "word", text: word, offset };
  return { kind: "symbol", text: symbol ?? "", offset };
}

/** Python's escapes that matter in a condition; any other keeps its backslash, as in Python. */
function unquote(literal: string): string {
  const escapes: Record<string, string> = { "\\": "\\", "'": "'", '"': '"', n: "\n", t: "\t", r: "\r" };
  return literal.slice(1, -1).replaceAll(/\\(.)/gs, (whole, character: string) => escapes[character] ?? whole);
}
