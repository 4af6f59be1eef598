import { auditCollection } from "../audit/audit-log.ts";
import { probeCollection } from "../http/readiness.ts";
import type { CompiledApp } from "../definition/compiled-app.ts";
import { identityCollections } from "../identity/identity-rows.ts";
import { idempotencyCollection } from "../records/idempotency-rows.ts";
import type { StoredCollection } from "./stored-collection.ts";

/** Keys that all processes of an app share and nobody outside is given. */
export const secrets: StoredCollection = {
  name: "_secrets",
  fields: [{ name: "value", type: { kind: "text" } }],
  indexes: [],
};

/** Everything an engine keeps for an app: its collections and the kernel's own. */
export function storedCollections(app: CompiledApp): readonly StoredCollection[] {
  return [
    ...identityCollections,
    auditCollection,
    secrets,
    idempotencyCollection,
    probeCollection,
    ...[...app.collections.values()].map(({ name, fields, indexes }) => ({
      name,
      fields: fields.map(({ name, type }) => ({ name, type })),
      indexes,
    })),
  ];
}
