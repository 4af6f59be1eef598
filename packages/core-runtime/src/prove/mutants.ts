import type { DataEngine } from "../data/data-engine.ts";
import { globalTenant } from "../data/row.ts";
import { type AppDefinition, defineApp } from "../definition/app.ts";
import type { AppOptions } from "../definition/app-options.ts";
import type { FieldType } from "../definition/field-type.ts";
import { storedCollections } from "../data/stored-collections.ts";
import type { CollectionDefinition, Operation } from "../definition/collection.ts";
import { toRoute } from "../definition/route.ts";
import type { Rule } from "../definition/rule.ts";
import { signedIn } from "../definition/resolve-rule.ts";
import { isConstant } from "../expression/expr.ts";
import { isDeepStrictEqual } from "node:util";
import { idempotencyCollection } from "../records/idempotency-rows.ts";
import type { CheckName } from "./proof-report.ts";
import { leakyEngine, type TenantPredicate } from "./leaky-engine.ts";

/** The app with one protection taken away. */
export interface Mutant {
  readonly name: string;
  /** The check that should notice; it is run first, and the others when it does not. */
  readonly likely: CheckName;
  /** Where it should notice. */
  readonly collection?: string;
  readonly definition: AppDefinition;
  readonly between?: (engine: DataEngine) => DataEngine;
  /** The same protection, where the rule for reading stands before it, taken away together with that. */
  readonly withoutRead?: AppDefinition;
}

const everybody: Rule = { rule: "public" };
const everyMember: Rule = { rule: "signed-in" };
const ruleKeys: readonly Operation[] = ["list", "read", "create", "update", "delete"];

/** Every rule, every rule of a field, every tenant predicate and every route's need of a user, taken away one at a time. */
export function mutantsOf(definition: AppDefinition, tenants: readonly string[]): readonly Mutant[] {
  return [
    ...ruleMutants(definition),
    ...fieldMutants(definition),
    ...tenantMutants(definition, tenants),
    ...routeMutants(definition),
  ];
}

/** A rule is opened to every member, and one that already is, to everybody. */
function ruleMutants(definition: AppDefinition): readonly Mutant[] {
  return [...definition.compiled.collections.values()].flatMap(({ name, isGlobal, rules }) =>
    ruleKeys.flatMap((key): readonly Mutant[] => {
      const rule = rules.get(key);
      const isForMembers = rule !== undefined && (rule.isPublic || isDeepStrictEqual(rule.expr, signedIn));
      const isOpen = rule?.isPublic === true && isConstant(rule.expr) && rule.expr.value;
      // Nobody has no organisation to create a record in: the rule is not what keeps them out.
      if (isOpen || (isForMembers && key === "create" && !isGlobal)) return [];
      const opened = isForMembers ? everybody : everyMember;
      const isBehindRead = key === "update" || key === "delete";
      return [
        {
          name: `${name}: the rule for ${key}`,
          likely: key === "list" ? "lists" : "records",
          collection: name,
          definition: withRules(definition, name, { [key]: opened }),
          ...(isBehindRead && { withoutRead: withRules(definition, name, { [key]: opened, read: opened }) }),
        },
      ];
    }),
  );
}

function fieldMutants(definition: AppDefinition): readonly Mutant[] {
  return (definition.collections ?? []).flatMap((collection) =>
    Object.entries(collection.fields ?? {}).flatMap(([field, rules]) =>
      (["read", "write"] as const)
        .filter((key) => rules?.[key])
        .map((key) => ({
          name: `${collection.name}: the rule for ${key === "read" ? "reading" : "writing"} ${field}`,
          likely: "records" as const,
          collection: collection.name,
          definition: withCollection(definition, collection.name, (one) => ({
            ...one,
            fields: { ...one.fields, [field]: { ...rules, [key]: everybody } },
          })),
        })),
    ),
  );
}

const noticedBy: Readonly<Record<TenantPredicate, CheckName>> = {
  find: "records",
  count: "lists",
  require: "references",
  unique: "uniqueness",
  feed: "realtime",
};

function tenantMutants(definition: AppDefinition, tenants: readonly string[]): readonly Mutant[] {
  const isGlobal = (name: string) => definition.compiled.collections.get(name)?.isGlobal === true;
  const targets = new Set(
    [...definition.compiled.collections.values()].flatMap(({ fields }) => fields.map(({ type }) => targetOf(type))),
  );
  const stored = storedCollections(definition.compiled);
  const kept = stored.filter(({ name }) => !name.startsWith("_") && !isGlobal(name));
  const answers = stored.filter(({ name }) => name === idempotencyCollection.name);
  return [...kept, ...answers].flatMap((collection) => {
    const isOfApp = definition.compiled.collections.has(collection.name);
    const predicates: TenantPredicate[] = isOfApp ? ["find", "count", "feed"] : ["find"];
    if (targets.has(collection.name)) predicates.push("require");
    if (collection.indexes.some(({ unique }) => unique)) predicates.push("unique");
    return predicates.map((predicate) => ({
      name: `${collection.name}: the tenant of ${predicate}`,
      likely: isOfApp || collection.name === "users" ? noticedBy[predicate] : ("idempotency" as const),
      collection: collection.name,
      definition,
      between: (engine: DataEngine) =>
        leakyEngine(engine, { collection, predicate, tenants: [...tenants, globalTenant] }),
    }));
  });
}

function targetOf(type: FieldType): string | undefined {
  if (type.kind === "list") return targetOf(type.item);
  return type.kind === "reference" ? type.collection : undefined;
}

function routeMutants(definition: AppDefinition): readonly Mutant[] {
  return Object.entries(definition.routes ?? {})
    .filter(([, route]) => toRoute(route).access === "user")
    .map(([key]) => ({
      name: `${key}: the user it needs`,
      likely: "routes" as const,
      // Without the handler, which may ask for the user again.
      definition: changed(definition, { routes: { ...definition.routes, [key]: toRoute(() => ({}), "public") } }),
    }));
}

function withRules(definition: AppDefinition, name: string, rules: CollectionDefinition["rules"]): AppDefinition {
  return withCollection(definition, name, (one) => ({ ...one, rules: { ...one.rules, ...rules } }));
}

function withCollection(
  definition: AppDefinition,
  name: string,
  change: (collection: CollectionDefinition) => CollectionDefinition,
): AppDefinition {
  const collections = (definition.collections ?? []).map((one) => (one.name === name ? change(one) : one));
  return changed(definition, { collections });
}

function changed(
  { kind: _kind, compiled: _compiled, ...options }: AppDefinition,
  change: Partial<AppOptions>,
): AppDefinition {
  return defineApp({ ...options, ...change });
}
