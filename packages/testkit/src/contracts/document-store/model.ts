import type { Document, DocumentCondition, DocumentQuery, DocumentScalar } from "@mozaiks/ai-runtime/ports";
import type { Json } from "@mozaiks/contracts";

/** What a query finds among documents, by the words of the port. */
export function foundIn(oldestFirst: readonly Document[], { where, sort, limit }: DocumentQuery): readonly Document[] {
  const found = oldestFirst
    .toReversed()
    .filter((document) => where.every((condition) => isMet(condition, scalarAt(document, condition.field))));
  if (sort)
    found.sort((left, right) => order(scalarAt(left, sort.field), scalarAt(right, sort.field), sort.descending));
  return found.slice(0, limit);
}

function isMet(condition: DocumentCondition, found: DocumentScalar | undefined): boolean {
  if (found === undefined) return false;
  if (condition.operator === "in") return condition.value.includes(found);
  const { operator, value } = condition;
  if (typeof found !== typeof value) return false;
  const compared = compare(found, value);
  return {
    eq: compared === 0,
    ne: compared !== 0,
    gt: compared > 0,
    gte: compared >= 0,
    lt: compared < 0,
    lte: compared <= 0,
  }[operator];
}

const kinds = ["number", "string", "boolean", "undefined"];

function order(left: DocumentScalar | undefined, right: DocumentScalar | undefined, descending: boolean): number {
  const kind = kinds.indexOf(typeof left) - kinds.indexOf(typeof right);
  if (kind !== 0 || left === undefined || right === undefined) return kind;
  return descending ? compare(right, left) : compare(left, right);
}

/** Of one kind; texts by code point, which is the order of their bytes in UTF-8. */
function compare(left: DocumentScalar, right: DocumentScalar): number {
  if (typeof left === "string" && typeof right === "string")
    return Buffer.compare(Buffer.from(left), Buffer.from(right));
  return Number(left) - Number(right);
}

function scalarAt(document: Document, field: string): DocumentScalar | undefined {
  let value: Json | undefined = document;
  for (const name of field.split("."))
    value = typeof value === "object" && value !== null && !Array.isArray(value) ? value[name] : undefined;
  return typeof value === "object" ? undefined : value;
}
