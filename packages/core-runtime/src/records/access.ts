import { MozaiksError } from "@mozaiks/contracts";
import type { CompiledCollection, CompiledField, CompiledRule } from "../definition/compiled-app.ts";
import type { Operation } from "../definition/collection.ts";
import { globalTenant, type Row } from "../data/row.ts";
import { bind, type Principal } from "../expression/bind.ts";
import { evaluate } from "../expression/evaluate.ts";
import { always, type Bound, type Expr, isConstant, never } from "../expression/expr.ts";
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

/** @throws MozaiksError `request.invalid` when there is no such collection. */
export function accessTo(name: string, scope: Scope): Access {
  const collection = scope.kernel.app.collections.get(name);
  if (!collection) throw new MozaiksError("record.not-found", `There is no collection ${JSON.stringify(name)}`);
  const principal = principalOf(scope);
  const bound = (expr: Expr | undefined): Bound => {
    if (scope.rules !== "on") return always;
    return expr ? bind(expr, principal, scope.kernel.app.isAtLeast) : never;
  };
  /** Whoever is not signed in has only what says that it is public, however they come here: a route, or what a record refers to. */
  const ruleFor = (rule: CompiledRule | undefined): Bound =>
    scope.rules === "on" && scope.user === null && !rule?.isPublic ? never : bound(rule?.expr);
  const ofField = (expr: Expr | undefined): Bound => (expr ? bound(expr) : always);
  const holds = (condition: Bound, row: Row) => evaluate(condition, row, () => undefined);
  const rules = new Map<Operation, Bound>();
  return {
    collection,
    tenant: collection.isGlobal ? globalTenant : scope.tenant,
    rule(operation) {
      const known = rules.get(operation) ?? ruleFor(collection.rules.get(operation));
      rules.set(operation, known);
      return known;
    },
    isReadable: (field, row) => !field.read || holds(ofField(field.read), row),
    isAlwaysReadable(field) {
      const condition = ofField(field.read);
      return isConstant(condition) && condition.value;
    },
    isWritable: (field, row) => !field.write || holds(ofField(field.write), row),
  };
}

function principalOf({ user, organization, kernel }: Scope): Principal {
  return { user, organization, now: kernel.now().toISOString() };
}
