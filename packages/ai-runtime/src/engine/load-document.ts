import type { Json, JsonObject } from "@mozaiks/contracts";
import type { VariableManifest } from "../definitions/manifest.ts";
import type { Document, DocumentStore } from "../ports/document-store.ts";
import type { Tenant } from "../ports/tenant.ts";
import { bindConditions } from "./bind-conditions.ts";
import { entityKey } from "./entity-key.ts";

/** The value of a variable, or why it has none. */
type LoadedValue = { readonly value: Json } | { readonly problem: string };

const maxBytes = 65_536;

/**
 * Looks up what a `data_reference` or `data_entity` stands for among the tenant's documents, given the other variables.
 * Where nothing matches, and where a value that is looked for is not set, it is the default.
 */
export async function loadDocument(
  documents: DocumentStore,
  tenant: Tenant,
  variable: VariableManifest,
  context: JsonObject,
): Promise<LoadedValue> {
  const found = await findValue(documents, tenant, variable, context);
  if (!found) return { value: variable.default ?? (variable.type === "array" ? [] : null) };
  if ("problem" in found || JSON.stringify(found.value).length <= maxBytes) return found;
  return { problem: `it is larger than ${maxBytes / 1_024} KiB: name fewer fields, or set a limit` };
}

async function findValue(
  documents: DocumentStore,
  tenant: Tenant,
  { type, entity, reference }: VariableManifest,
  context: JsonObject,
): Promise<LoadedValue | undefined> {
  if (entity) {
    const key = entityKey(entity, context);
    const document = key.ok ? await documents.get(tenant, entity.collection, key.id) : undefined;
    if (!document) return undefined;
    const { id: _id, ...value } = document;
    return { value };
  }
  if (!reference) return undefined;
  const bound = bindConditions(reference, context);
  if ("problem" in bound) return bound;
  if (!bound.where) return undefined;
  const { collection, sort, limit, fields } = reference;
  const found = await documents.find(tenant, collection, { where: bound.where, limit, ...(sort && { sort }) });
  const [first] = found;
  if (!first) return undefined;
  if (type === "array") return { value: found.map((document) => pick(document, fields)) };
  if (type === "object") return { value: pick(first, fields) };
  const value = first[fields?.[0] ?? "id"];
  return value === undefined || value === null ? undefined : { value };
}

function pick(document: Document, fields: readonly string[] | undefined): JsonObject {
  if (!fields) return document;
  return Object.fromEntries(fields.flatMap((name) => (name in document ? [[name, document[name] ?? null]] : [])));
}
