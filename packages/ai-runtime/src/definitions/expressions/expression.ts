import type { Json, JsonObject } from "@mozaiks/contracts";

/** A condition over the context variables, parsed once. */
export interface Expression {
  readonly source: string;
  /** Never throws: an error (a null in an ordering, a missing member, too deep) is a failed rule. */
  evaluate(
    context: JsonObject,
  ): { readonly ok: true; readonly value: boolean } | { readonly ok: false; readonly error: string };
}

/** A value made from the context variables, parsed once. */
export interface Formula {
  readonly source: string;
  /** Never throws: an error, and a result that is not JSON, is no value. */
  evaluate(
    context: JsonObject,
  ): { readonly ok: true; readonly value: Json } | { readonly ok: false; readonly error: string };
}
