import type { JsonObject } from "@mozaiks/contracts";

/** A condition over the context variables, parsed once. */
export interface Expression {
  readonly source: string;
  /** Never throws: an error (a null in an ordering, a missing member, too deep) is a failed rule. */
  evaluate(
    context: JsonObject,
  ): { readonly ok: true; readonly value: boolean } | { readonly ok: false; readonly error: string };
}
