import type { Json } from "@mozaiks/contracts";
import { globalTenant, type Row } from "../data/row.ts";
import type { CompiledApp, CompiledCollection, CompiledField } from "../definition/compiled-app.ts";
import type { Operation } from "../definition/collection.ts";
import { bind, type Principal } from "../expression/bind.ts";
import { evaluate } from "../expression/evaluate.ts";
import { always, type Bound, type Expr, isConstant, never } from "../expression/expr.ts";
import type { Actor } from "./cast.ts";
import type { Truth } from "./truth.ts";

/** What the app should do, worked out from its rules and the stores of each organisation alone. */
export interface Oracle {
  readonly app: CompiledApp;
  readonly truth: Truth;
  /** The organisation whose records of a collection somebody could see at all. */
  tenantOf(collection: CompiledCollection, actor: Actor): string;
  rule(collection: CompiledCollection, operation: Operation, actor: Actor): Bound;
  may(collection: CompiledCollection, operation: Operation, actor: Actor, row: Row): boolean;
  /** The rule is false whatever the record. */
  mayNever(collection: CompiledCollection, operation: Operation, actor: Actor): boolean;
  isReadable(field: CompiledField, actor: Actor, row: Row): boolean;
  isWritable(field: CompiledField, actor: Actor, row: Row): boolean;
  /** Lists may be filtered and sorted by it. */
  isAlwaysReadable(field: CompiledField, actor: Actor): boolean;
  /** The record as it is answered to somebody. */
  shown(collection: CompiledCollection, actor: Actor, row: Row): Readonly<Record<string, Json>>;
}

export function createOracle(app: CompiledApp, truth: Truth, now: () => Date): Oracle {
  const bound = (expr: Expr, actor: Actor): Bound => bind(expr, principalOf(actor, now()), app.isAtLeast);
  const rule: Oracle["rule"] = (collection, operation, actor) => {
    const known = collection.rules.get(operation);
    return known && (actor.user || known.isPublic) ? bound(known.expr, actor) : never;
  };
  const ofField = (expr: Expr | undefined, actor: Actor): Bound => (expr ? bound(expr, actor) : always);
  const tenantOf: Oracle["tenantOf"] = ({ isGlobal }, { tenant }) => (isGlobal ? globalTenant : tenant);
  const isReadable: Oracle["isReadable"] = ({ read }, actor, row) =>
    evaluate(ofField(read, actor), row, truth.lookup(row.tenant));
  return {
    app,
    truth,
    tenantOf,
    rule,
    may: (collection, operation, actor, row) =>
      evaluate(rule(collection, operation, actor), row, truth.lookup(row.tenant)),
    mayNever: (collection, operation, actor) => isFalse(rule(collection, operation, actor)),
    isReadable,
    isWritable: ({ write }, actor, row) => evaluate(ofField(write, actor), row, truth.lookup(row.tenant)),
    isAlwaysReadable({ read }, actor) {
      const condition = ofField(read, actor);
      return isConstant(condition) && condition.value;
    },
    shown(collection, actor, row) {
      const { id, owner, version, created_at, updated_at, deleted_at } = row;
      const fields = collection.fields.filter((field) => isReadable(field, actor, row));
      return {
        id,
        owner,
        version,
        created_at,
        updated_at,
        ...(deleted_at !== null && { deleted_at }),
        ...Object.fromEntries(fields.map(({ name }) => [name, row[name] ?? null])),
      };
    },
  };
}

const isFalse = (condition: Bound): boolean => isConstant(condition) && !condition.value;

function principalOf({ user, tenant }: Actor, now: Date): Principal {
  return { user, organization: user && { id: tenant, role: user.role }, now: now.toISOString() };
}
