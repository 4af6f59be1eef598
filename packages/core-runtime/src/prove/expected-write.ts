import type { Json } from "@mozaiks/contracts";
import type { Row } from "../data/row.ts";
import type { CompiledCollection } from "../definition/compiled-app.ts";
import type { Actor } from "./cast.ts";
import { readableRow } from "./expected-read.ts";
import type { Oracle } from "./oracle.ts";
import type { Expected } from "./walk.ts";
import type { Values } from "./world.ts";

/** What is written, as it would be kept. */
export interface Intent {
  readonly values: Values;
  readonly owner?: string;
  readonly version?: number;
}

const notFound = (method: string): Expected => ({ problem: "record.not-found", like: `${method} of nothing` });

/** What somebody is told who makes a record. `made` is the record as it would be kept, but for its id. */
export function expectedCreate(
  oracle: Oracle,
  collection: CompiledCollection,
  actor: Actor,
  made: Row,
  sent: Values,
): Expected {
  if (!actor.user && !collection.rules.get("create")?.isPublic) return { problem: "auth.required" };
  if (oracle.mayNever(collection, "create", actor)) return { problem: "record.forbidden" };
  if (!actor.user && !collection.isGlobal) return { problem: "auth.required" };
  const readOnly = collection.fields.some(
    ({ name, write }) => write && name in sent && !isWritable(oracle, collection, actor, made, name),
  );
  if (readOnly) return { problem: "request.invalid" };
  const refusal = refused(oracle, collection, actor, made, null);
  if (oracle.may(collection, "create", actor, made))
    return withHook(collection, refusal ?? { status: 201, writes: true });
  // Whether a rule that looks at another record holds, the store decides, which looks for what is referred to first.
  return withHook(collection, forbiddenOr(refusal));
}

function forbiddenOr(refusal: Expected | undefined): Expected {
  const forbidden = { problem: "record.forbidden" };
  const isReference = typeof refusal === "object" && "problem" in refusal && refusal.problem === "reference.not-found";
  return isReference ? { oneOf: [forbidden, refusal] } : forbidden;
}

/** What somebody is told who changes a record, and how it is afterwards. */
export function expectedUpdate(
  oracle: Oracle,
  collection: CompiledCollection,
  actor: Actor,
  id: string,
  { values, owner, version }: Intent,
): { readonly expected: Expected; readonly next?: Row } {
  if (!actor.user && !collection.rules.get("update")?.isPublic) return { expected: { problem: "auth.required" } };
  const old = readableRow(oracle, collection, actor, id);
  if (!old) return { expected: notFound("PATCH") };
  if (!oracle.may(collection, "update", actor, old)) return { expected: { problem: "record.forbidden" } };
  if (version !== undefined && version !== old.version) return { expected: { problem: "record.version-conflict" } };
  const assigns = owner !== undefined && owner !== old.owner;
  if (assigns && !collection.definition.ownerAssignable) return { expected: { problem: "request.invalid" } };
  if (Object.keys(values).some((name) => !isWritable(oracle, collection, actor, old, name)))
    return { expected: { problem: "request.invalid" } };
  const next: Row = { ...old, ...values, ...(owner !== undefined && { owner }), version: old.version + 1 };
  if (!oracle.may(collection, "update", actor, next))
    return { expected: withHook(collection, forbiddenOr(refused(oracle, collection, actor, next, old))) };
  const expected = refused(oracle, collection, actor, next, old) ?? { status: 200, writes: true };
  return { expected: withHook(collection, expected), next };
}

/** What somebody is told who deletes a record. */
export function expectedDelete(oracle: Oracle, collection: CompiledCollection, actor: Actor, id: string): Expected {
  if (!actor.user && !collection.rules.get("delete")?.isPublic) return { problem: "auth.required" };
  const old = readableRow(oracle, collection, actor, id);
  if (!old) return notFound("DELETE");
  if (!oracle.may(collection, "delete", actor, old)) return { problem: "record.forbidden" };
  const done: Expected = { status: 204, writes: true };
  return collection.referrers.length === 0 ? done : { oneOf: [done, { problem: "record.referenced" }] };
}

/** What somebody is told who takes a deletion back. */
export function expectedRestore(oracle: Oracle, collection: CompiledCollection, actor: Actor, id: string): Expected {
  if (!actor.user && !collection.rules.get("delete")?.isPublic) return { problem: "auth.required" };
  const old = oracle.truth.row(collection.name, oracle.tenantOf(collection, actor), id);
  if (!old || old.deleted_at === null || !oracle.may(collection, "read", actor, old)) return notFound("POST");
  if (!oracle.may(collection, "delete", actor, old)) return { problem: "record.forbidden" };
  const next = { ...old, deleted_at: null };
  return withHook(collection, refused(oracle, collection, actor, next, null) ?? { status: 200, writes: true });
}

/** A hook of the app may refuse, or change what is kept; the rules are asked of what it makes. */
function withHook({ definition }: CompiledCollection, expected: Expected): Expected {
  if (!definition.hooks?.beforeWrite) return expected;
  const refusals = ["request.invalid", "record.forbidden", "record.conflict", "reference.not-found", "internal.error"];
  const done = [200, 201].map((status) => ({ status: status === 200 ? 200 : 201, writes: true }) as const);
  return { oneOf: [...done, ...refusals.map((problem): Expected => ({ problem }))] };
}

function isWritable(oracle: Oracle, collection: CompiledCollection, actor: Actor, row: Row, name: string): boolean {
  const field = collection.field.get(name);
  return field === undefined || oracle.isWritable(field, actor, row);
}

/** What the store refuses: a reference to nothing that is there for the actor, or a value that another record of the tenant has. */
function refused(
  oracle: Oracle,
  collection: CompiledCollection,
  actor: Actor,
  row: Row,
  old: Row | null,
): Expected | undefined {
  if (row.owner !== null && row.owner !== actor.user?.id && row.owner !== old?.owner && !collection.isGlobal)
    if (!oracle.truth.row("users", actor.tenant, row.owner)) return { problem: "reference.not-found" };
  for (const { name, type } of collection.fields) {
    const target = type.kind === "list" ? type.item : type;
    if (target.kind !== "reference") continue;
    const before = idsIn(old?.[name]);
    const missing = idsIn(row[name]).find(
      (id) => !before.includes(id) && !isThere(oracle, actor, target.collection, id),
    );
    if (missing !== undefined) return { problem: "reference.not-found", like: `reference ${collection.name}.${name}` };
  }
  return isTaken(oracle, collection, row) ? { problem: "record.conflict" } : undefined;
}

function isThere(oracle: Oracle, actor: Actor, name: string, id: string): boolean {
  if (name === "users") return oracle.truth.row("users", actor.tenant, id) !== undefined;
  const target = oracle.app.collections.get(name);
  return target !== undefined && readableRow(oracle, target, actor, id) !== undefined;
}

function isTaken({ truth }: Oracle, { name, indexes }: CompiledCollection, row: Row): boolean {
  const others = truth.rows(name, row.tenant).filter((other) => other.id !== row.id && other.deleted_at === null);
  return indexes.some(
    ({ unique, fields }) =>
      unique &&
      fields.every((field) => (row[field] ?? null) !== null) &&
      others.some((other) => fields.every((field) => other[field] === row[field])),
  );
}

function idsIn(value: Json | undefined): readonly string[] {
  if (typeof value === "string") return [value];
  return Array.isArray(value) ? value.filter((id) => typeof id === "string") : [];
}
