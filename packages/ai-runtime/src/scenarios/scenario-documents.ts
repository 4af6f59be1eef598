import type { Expected, ScenarioFile } from "../definitions/files/scenario-file.ts";
import { type Document, revisionOf } from "../ports/document-store.ts";
import type { Tenant } from "../ports/tenant.ts";
import type { Stage } from "./open-stage.ts";

/** Puts what the app is to have before the conversation, each document as if it were written after the one before it. */
export async function putDocuments(
  { documents }: Stage,
  tenant: Tenant,
  given: ScenarioFile["documents"] = {},
): Promise<void> {
  for (const [collection, each] of Object.entries(given))
    for (const [index, document] of each.entries())
      await documents.put(tenant, collection, document, revisionOf(new Date(index).toISOString(), 0, "scenario"));
}

/** The documents of the collections that something is expected of, in order of their last writes. */
export async function readDocuments(
  { documents }: Stage,
  tenant: Tenant,
  expected: Expected,
): Promise<Readonly<Record<string, readonly Document[]>>> {
  const collections = Object.keys(expected.documents ?? {});
  const found = await Promise.all(
    collections.map((collection) => documents.find(tenant, collection, { where: [], limit: 1_000 })),
  );
  return Object.fromEntries(collections.map((name, index) => [name, (found[index] ?? []).toReversed()]));
}
