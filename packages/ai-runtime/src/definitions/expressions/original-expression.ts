import type { ExpressionScope, VariableType } from "./expression-scope.ts";
import { OriginalSyntaxError } from "./original-syntax-error.ts";
import { tokensOf, type Token } from "./original-tokens.ts";

export type Translation =
  | { readonly ok: true; readonly cel: string }
  | { readonly ok: false; readonly message: string; readonly offset: number };

/** A piece of CEL; `variable` is set while it is a lone `${name}`, whose truth must still be spelled out. */
interface Piece {
  readonly cel: string;
  readonly variable?: VariableType | "unknown";
  /** Stands in parentheses already. */
  readonly isWrapped?: boolean;
}

const comparisons = new Set(["==", "!=", "<", "<=", ">", ">="]);

/**
 * Translates the original's expressions (`${x} == True and not (${y} > 3) or len(${z}) == 0`) into CEL: `${…}` lookups,
 * comparisons, `in`, `is`, `and`/`or`/`not` (also `&&`, `||`, `!`), `len()`, parentheses, lists and Python literals.
 * A lone `${name}` is true as in Python: set, and neither false, zero nor empty.
 */
export function translateOriginal(source: string, scope: ExpressionScope): Translation {
  try {
    const parser = createParser(tokensOf(source), scope, source.length);
    return { ok: true, cel: parser.whole() };
  } catch (thrown) {
    if (thrown instanceof OriginalSyntaxError) return { ok: false, message: thrown.message, offset: thrown.offset };
    throw thrown;
  }
}

function createParser(tokens: readonly Token[], scope: ExpressionScope, end: number): { whole(): string } {
  let position = 0;
  let depth = 0;

  const peek = (): Token => tokens[position] ?? { kind: "end", text: "the end", offset: end };
  const fail = (expected: string): never => {
    throw new OriginalSyntaxError(`cannot be parsed: expected ${expected} instead of ${peek().text}`, peek().offset);
  };
  const take = (text: string): boolean => {
    const { kind } = peek();
    if (peek().text !== text || kind === "string" || kind === "variable") return false;
    position += 1;
    return true;
  };
  const expect = (text: string): void => {
    if (!take(text)) fail(text);
  };

  function either(): Piece {
    return joined(both, ["or", "|", "||"], "||");
  }
  function both(): Piece {
    return joined(negation, ["and", "&", "&&"], "&&");
  }
  function joined(part: () => Piece, words: readonly string[], operator: string): Piece {
    let left = part();
    while (words.some(take)) left = { cel: `${truth(left)} ${operator} ${truth(part())}` };
    return left;
  }
  function negation(): Piece {
    if (!take("not") && !take("!")) return comparison();
    depth += 1;
    if (depth > 40) fail("fewer levels");
    const piece = negation();
    depth -= 1;
    const text = truth(piece);
    return { cel: piece.isWrapped || (piece.variable && text.startsWith("(")) ? `!${text}` : `!(${text})` };
  }
  function comparison(): Piece {
    const left = operand();
    const operator = takeComparison();
    if (operator === undefined) return left;
    const right = operand();
    if (comparisons.has(peek().text) && peek().kind === "symbol") fail("one comparison at a time");
    if (operator === "in" || operator === "not in") {
      const inside = right.variable === "string" ? `${right.cel}.contains(${left.cel})` : `${left.cel} in ${right.cel}`;
      return { cel: operator === "in" ? inside : `!(${inside})` };
    }
    return { cel: `${left.cel} ${operator} ${right.cel}` };
  }
  function takeComparison(): string | undefined {
    if (take("in")) return "in";
    if (take("is")) return take("not") ? "!=" : "==";
    if (take("not")) {
      expect("in");
      return "not in";
    }
    const { kind, text } = peek();
    if (kind !== "symbol" || !comparisons.has(text)) return undefined;
    position += 1;
    return text;
  }
  function operand(): Piece {
    const token = peek();
    if (take("(")) return parenthesised();
    if (take("[")) return { cel: `[${list("]")}]` };
    if (take("len")) {
      expect("(");
      const piece = operand();
      expect(")");
      return { cel: `size(${piece.cel})` };
    }
    position += 1;
    switch (token.kind) {
      case "variable": {
        const type = token.text.includes(".") ? "unknown" : (scope.get(token.text) ?? "unknown");
        return { cel: token.text, variable: type };
      }
      case "string":
        return { cel: JSON.stringify(token.text) };
      case "number":
        return { cel: token.text };
      default: {
        const literal = { True: "true", true: "true", False: "false", false: "false", None: "null", null: "null" };
        if (Object.hasOwn(literal, token.text)) return { cel: literal[token.text as keyof typeof literal] };
        position -= 1;
        return fail("a value");
      }
    }
  }
  function parenthesised(): Piece {
    depth += 1;
    if (depth > 40) fail("fewer levels");
    const piece = either();
    depth -= 1;
    if (take(",")) return { cel: `[${piece.cel}, ${list(")")}]` };
    expect(")");
    return piece.variable === undefined ? { cel: `(${piece.cel})`, isWrapped: true } : piece;
  }
  function list(close: string): string {
    const items: string[] = [];
    while (!take(close)) {
      items.push(operand().cel);
      if (peek().text !== close) expect(",");
    }
    return items.join(", ");
  }

  return {
    whole() {
      const piece = either();
      if (peek().kind !== "end") fail("and, or, or the end");
      return truth(piece);
    },
  };
}

/** Python's truth of a lone variable; anything else is a boolean already. */
function truth({ cel, variable }: Piece): string {
  switch (variable) {
    case undefined:
      return cel;
    case "string":
      return `(${cel} != null && ${cel} != "")`;
    case "integer":
    case "number":
      return `(${cel} != null && ${cel} != 0)`;
    case "array":
    case "object":
      return `(${cel} != null && size(${cel}) > 0)`;
    default:
      return `${cel} == true`;
  }
}
