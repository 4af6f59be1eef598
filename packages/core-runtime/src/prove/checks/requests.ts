import type { Json } from "@mozaiks/contracts";
import { globalTenant } from "../../data/row.ts";
import type { CompiledCollection } from "../../definition/compiled-app.ts";
import type { Actor } from "../cast.ts";
import { expectedRead } from "../expected-read.ts";
import { expectedUpdate } from "../expected-write.ts";
import type { Walk } from "../walk.ts";
import { listExpectation } from "./lists.ts";

/** Where somebody acts and what the server keeps is not for requests to say: not in a body, an address or a header. */
export async function checkRequests(walk: Walk): Promise<void> {
  const { cast } = walk.world;
  for (const collection of walk.world.collections)
    for (const actor of cast.actors) {
      const other = cast.tenants.find((tenant) => tenant !== actor.tenant) ?? "";
      await sayInBody(walk, collection, actor, other);
      await sayInAddress(walk, collection, actor, other);
      await sayInHeader(walk, collection, actor, other);
    }
}

async function sayInBody(walk: Walk, collection: CompiledCollection, actor: Actor, other: string): Promise<void> {
  const { oracle, random } = walk.world;
  const kept: Readonly<Record<string, Json>> = {
    tenant: other,
    id: "01900000-0000-7000-8000-00000000ffff",
    version: 7,
    created_at: "2020-01-01T00:00:00.000Z",
    updated_at: "2020-01-01T00:00:00.000Z",
    deleted_at: null,
    organization: other,
  };
  const row = random.pick(oracle.truth.rows(collection.name, oracle.tenantOf(collection, actor)));
  for (const [name, value] of Object.entries(kept)) {
    if (collection.field.has(name)) continue;
    const body = { [name]: value };
    await walk.examine(
      actor,
      { method: "POST", path: `/api/${collection.name}`, body },
      { problem: "request.invalid" },
    );
    await walk.examine(
      actor,
      { method: "PATCH", path: `/api/${collection.name}/${row.id}`, body },
      { problem: "request.invalid" },
    );
  }
  const owner = walk.world.cast.actors.find((one) => one.user && one.user.id !== row.owner)?.user?.id ?? "";
  const { expected } = expectedUpdate(oracle, collection, actor, row.id, { values: {}, owner });
  if (!collection.definition.ownerAssignable)
    await walk.examine(
      actor,
      { method: "PATCH", path: `/api/${collection.name}/${row.id}`, body: { owner } },
      expected,
    );
}

async function sayInAddress(walk: Walk, collection: CompiledCollection, actor: Actor, other: string): Promise<void> {
  const allowed = listExpectation(walk, collection, actor);
  for (const name of ["tenant", "organization", "owner", "user", "as", "deleted", "__proto__"])
    await walk.examine(
      actor,
      { method: "GET", path: `/api/${collection.name}?${name}=${encodeURIComponent(other)}` },
      allowed !== "anything" && "problem" in allowed ? { oneOf: [allowed, invalid] } : invalid,
    );
}

const invalid = { problem: "request.invalid" } as const;

async function sayInHeader(walk: Walk, collection: CompiledCollection, actor: Actor, other: string): Promise<void> {
  const { oracle, random } = walk.world;
  const row = random.pick(oracle.truth.rows(collection.name, collection.isGlobal ? globalTenant : other));
  for (const name of ["x-tenant", "x-tenant-id", "x-organization", "x-organization-id", "x-user-id", "x-role"])
    await walk.examine(
      actor,
      { method: "GET", path: `/api/${collection.name}/${row.id}`, headers: { [name]: other } },
      expectedRead(oracle, collection, actor, row.id),
    );
}
