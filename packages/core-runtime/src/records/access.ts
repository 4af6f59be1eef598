import type { CompiledCollection, CompiledField, CompiledRule } from "../definition/compiled-app.ts";
import type { Operation } from "../definition/collection.ts";
import { globalTenant, type Row } from "../data/row.ts";
import { bind, type Principal } from "../expression/bind.ts";
import { evaluate } from "../expression/evaluate.ts";
import { always, type Bound, type Expr, isConstant, never } from "../expression/expr.ts";
import { allowsScope } from "../identity/token-scopes.ts";
import { suggestion } from "../nearest-name.ts";
import type { Scope } from "../scope/scope.ts";

/** What one principal may do with a collection, decided as far as that is possible without a row. */
export interface Access {
  readonly collection: CompiledCollection;
  readonly tenant: string;
  /** The rule of an operation; false when it has none. */
  rule(operation: Operation): Bound;
  /** Whether a field of a row is shown. */
  isReadable(field: CompiledField, row: Row): boolean;
  /** Whether a field is shown of every row, so that lists may be filtered and sorted by it. */
  isAlwaysReadable(field: CompiledField): boolean;
  isWritable(field: CompiledField, row: Row): boolean;
}

/** @throws TypeError when there is no such collection: a mistake in the app. */
export function accessTo(name: string, scope: Scope): Access {
  const { app, now } = scope.kernel;
  const collection = app.collections.get(name);
  if (!collection)
    throw new TypeError(
      `There is no collection ${JSON.stringify(name)}${suggestion(name, [...app.collections.keys()], "collections")}`,
    );
  const { user, organization } = scope;
  const principal: Principal = { user, organization, now: now().toISOString() };
  const bound = (expr: Expr | undefined): Bound => {
    if (scope.rules !== "on") return always;
    return expr ? bind(expr, principal, app.isAtLeast) : never;
  };
  /** Whoever is not signed in has only what says that it is public, however they come here: a route, or what a record refers to. */
  const ruleFor = (rule: CompiledRule | undefined): Bound =>
    scope.rules === "on" && scope.user === null && !rule?.isPublic ? never : bound(rule?.expr);
  /** An API token has no more than its scopes say, whatever it calls: a route, a batch, what a record refers to. */
  const isInScope = (operation: Operation): boolean =>
    scope.rules !== "on" ||
    !scope.tokenScopes ||
    allowsScope(scope.tokenScopes, operation === "list" || operation === "read" ? "read" : "write", name);
  const known = new Map<Operation | Expr, Bound>();
  const once = (key: Operation | Expr, make: () => Bound): Bound => {
    const found = known.get(key) ?? make();
    known.set(key, found);
    return found;
  };
  const fieldRule = (expr: Expr | undefined): Bound => (expr ? once(expr, () => bound(expr)) : always);
  const holds = (condition: Bound, row: Row) => evaluate(condition, row, () => undefined);
  return {
    collection,
    tenant: collection.isGlobal ? globalTenant : scope.tenant,
    rule: (operation) =>
      once(operation, () => (isInScope(operation) ? ruleFor(collection.rules.get(operation)) : never)),
    isReadable: ({ read }, row) => !read || holds(fieldRule(read), row),
    isAlwaysReadable({ read }) {
      const condition = fieldRule(read);
      return isConstant(condition) && condition.value;
    },
    isWritable: ({ write }, row) => !write || holds(fieldRule(write), row),
  };
}

/** Whether a rule is false for this principal whatever the row is. */
export const isNever = (rule: Bound): boolean => isConstant(rule) && !rule.value;
