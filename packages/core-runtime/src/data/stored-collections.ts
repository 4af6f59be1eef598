import { auditCollection } from "../audit/audit-log.ts";
import type { CompiledApp } from "../definition/compiled-app.ts";
import type { StoredCollection } from "./stored-collection.ts";

/** What members of an organisation know of each other; its tenant is the organisation, its id the user's. */
const users: StoredCollection = {
  name: "users",
  fields: [
    { name: "email", type: { kind: "text" } },
    { name: "name", type: { kind: "text" } },
    { name: "role", type: { kind: "text" } },
  ],
  indexes: [],
};

/** Everything an engine keeps for an app: its collections and the kernel's own. */
export function storedCollections(app: CompiledApp): readonly StoredCollection[] {
  return [
    users,
    auditCollection,
    ...[...app.collections.values()].map(({ name, fields, indexes }) => ({ name, fields, indexes })),
  ];
}
