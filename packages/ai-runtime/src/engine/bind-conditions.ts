import type { Json, JsonObject } from "@mozaiks/contracts";
import { bindTemplate } from "../definitions/compile/bind-template.ts";
import type { ReferenceManifest } from "../definitions/manifest.ts";
import type { DocumentCondition, DocumentScalar } from "../ports/document-store.ts";

/** No `where`: a value that is looked for is not set, so that nothing can match. */
type Bound = { readonly where: readonly DocumentCondition[] | undefined } | { readonly problem: string };

/** The conditions of a query with the variables' values in them. A value is only ever compared with, whatever it holds. */
export function bindConditions({ where }: ReferenceManifest, context: JsonObject): Bound {
  const bound: DocumentCondition[] = [];
  for (const { field, operator, value } of where) {
    const given = bindValue(value, context);
    if ("problem" in given) return { problem: `${field}: ${given.problem}` };
    if (given.value === undefined) return { where: undefined };
    const condition = toCondition(field, operator, given.value);
    if (!condition) return { problem: `${field} cannot be compared by ${operator} with ${shown(given.value)}` };
    bound.push(condition);
  }
  return { where: bound };
}

function bindValue(
  value: Json,
  context: JsonObject,
): { readonly value: Json | undefined } | { readonly problem: string } {
  try {
    if (typeof value === "string") return { value: bindTemplate(value, context) };
    if (!Array.isArray(value)) return { value };
    const items = value.map((item) => (typeof item === "string" ? bindTemplate(item, context) : item));
    return { value: items.filter((item) => item !== undefined) };
  } catch (thrown) {
    return { problem: thrown instanceof Error ? thrown.message : String(thrown) };
  }
}

function toCondition(
  field: string,
  operator: ReferenceManifest["where"][number]["operator"],
  value: Json,
): DocumentCondition | undefined {
  switch (operator) {
    case "in":
      return Array.isArray(value) && value.every(isScalar) ? { field, operator, value } : undefined;
    case "eq":
    case "ne":
      return isScalar(value) ? { field, operator, value } : undefined;
    default:
      return typeof value === "string" || typeof value === "number" ? { field, operator, value } : undefined;
  }
}

function isScalar(value: Json): value is DocumentScalar {
  return value !== null && typeof value !== "object";
}

function shown(value: Json): string {
  return JSON.stringify(value).slice(0, 100);
}
