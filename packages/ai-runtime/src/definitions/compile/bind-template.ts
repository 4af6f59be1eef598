import type { Json, JsonObject } from "@mozaiks/contracts";
import { evaluateExpression, splitTemplate, valueText } from "./value-template.ts";

/**
 * What a template stands for: the value itself where it is nothing but one value, else a text. Undefined when a value in
 * it is not set.
 * @throws Error when an expression fails.
 */
export function bindTemplate(template: string, scope: JsonObject): Json | undefined {
  const pieces = splitTemplate(template).map((piece) =>
    piece.kind === "value" ? (evaluateExpression(piece.expression, scope) ?? undefined) : textOf(piece),
  );
  if (pieces.includes(undefined)) return undefined;
  return pieces.length === 1 ? pieces[0] : pieces.map(valueText).join("");
}

function textOf(piece: { readonly kind: "text"; readonly text: string } | { readonly kind: "secret" }): string {
  return piece.kind === "text" ? piece.text : "";
}
