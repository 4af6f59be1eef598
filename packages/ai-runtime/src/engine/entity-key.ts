import type { JsonObject } from "@mozaiks/contracts";
import { bindTemplate } from "../definitions/compile/bind-template.ts";
import type { EntityManifest } from "../definitions/manifest.ts";

/** As long as every store takes an id. */
const maxLength = 256;

/** The id of the document that a variable belongs into, or why there is none yet. */
export function entityKey(
  { key }: EntityManifest,
  context: JsonObject,
): { readonly ok: true; readonly id: string } | { readonly ok: false; readonly reason: string } {
  const no = (what: string) => ({ ok: false, reason: `its key ${key} ${what}` }) as const;
  try {
    const value = bindTemplate(key, context);
    if (value === undefined || value === "") return no("is not set");
    if (typeof value !== "string" && typeof value !== "number") return no("is neither a text nor a number");
    const id = String(value);
    return id.length > maxLength ? no(`is longer than ${maxLength} characters`) : { ok: true, id };
  } catch (thrown) {
    return no(`fails: ${thrown instanceof Error ? thrown.message : String(thrown)}`);
  }
}
