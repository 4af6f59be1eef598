import type { JsonObject } from "@mozaiks/contracts";
import type { Expression } from "../expressions/expression.ts";
import type { ExpressionScope } from "../expressions/expression-scope.ts";
import type { GuardrailManifest } from "../manifest.ts";

/** A guardrail that can be asked. */
export interface Guardrail {
  readonly manifest: GuardrailManifest;
  /**
   * Whether it applies to a text; absent for one that a model judges. Texts of more than 20,000 characters are searched
   * piece by piece; pieces share 2,000 characters.
   */
  readonly applies?: (text: string, context: JsonObject) => ReturnType<Expression["evaluate"]>;
}

/** What a guardrail's expression may name: the variables and the `text`. */
export function guardrailScope(scope: ExpressionScope): ExpressionScope {
  return new Map([...scope, ["text", "string"]]);
}

/** @param parse parses a condition over {@link guardrailScope}. */
export function toGuardrail(
  manifest: GuardrailManifest,
  parse: (condition: string, id: string) => Expression,
): Guardrail {
  switch (manifest.type) {
    case "llm":
      return { manifest };
    case "regex": {
      const regex = new RegExp(manifest.pattern, "u");
      return { manifest, applies: (text) => ({ ok: true, value: piecesOf(text).some((piece) => regex.test(piece)) }) };
    }
    case "expression": {
      const expression = parse(manifest.condition, manifest.id);
      return { manifest, applies: (text, context) => expression.evaluate({ ...context, text }) };
    }
  }
}

const pieceLength = 20_000;
const overlap = 2_000;

function piecesOf(text: string): readonly string[] {
  const count = Math.max(1, Math.ceil((text.length - overlap) / (pieceLength - overlap)));
  return Array.from({ length: count }, (_, index) => {
    const start = index * (pieceLength - overlap);
    return text.slice(start, start + pieceLength);
  });
}
