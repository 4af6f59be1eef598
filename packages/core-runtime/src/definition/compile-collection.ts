import { z } from "zod";
import type { Expr } from "../expression/expr.ts";
import { checkRenames } from "./check-renames.ts";
import type { CollectionDefinition, Operation } from "./collection.ts";
import { compileField } from "./compile-field.ts";
import { compileIndexes } from "./compile-indexes.ts";
import type { CompiledCollection, CompiledField, Referrer } from "./compiled-app.ts";
import type { FieldType } from "./field-type.ts";
import { invalidApp, refuseUnknownKeys } from "./invalid-app.ts";
import { resolveRule } from "./resolve-rule.ts";
import { hasVia, isPublic, type Rule } from "./rule.ts";

/** What a collection may name outside of itself. */
export interface Surroundings {
  readonly types: ReadonlyMap<string, ReadonlyMap<string, FieldType>>;
  readonly roles: readonly string[];
  readonly definitions: readonly CollectionDefinition[];
}

const keys = [
  "kind",
  "name",
  "schema",
  "rules",
  "fields",
  "indexes",
  "unique",
  "softDelete",
  "ownerAssignable",
  "scope",
  "limits",
  "renamedFrom",
  "hooks",
];
const operations = ["list", "read", "create", "update", "delete"];

export function compileCollection(definition: CollectionDefinition, around: Surroundings): CompiledCollection {
  const { name } = definition;
  const types = around.types.get(name) ?? new Map<string, FieldType>();
  checkKeys(definition);
  const resolve = (rule: Rule, place: string): Expr =>
    resolveRule(rule, {
      place,
      fields: types,
      fieldsOf: (collection) => around.types.get(collection),
      isReachable: (collection) => isReachable(definition, collection, around),
      roles: around.roles,
    });
  const fields = compileFields(definition, types, resolve);
  const checks = (definition.schema.def as unknown as { checks?: z.core.$ZodCheck<unknown>[] }).checks ?? [];
  return {
    name,
    definition,
    isGlobal: definition.scope === "global",
    fields,
    field: new Map(fields.map((field) => [field.name, field])),
    types,
    ...(checks.length > 0 && { refinement: z.unknown().check(...checks) }),
    rules: new Map(
      Object.entries(definition.rules).map(([operation, rule]) => [
        operation as Operation,
        { expr: resolve(rule, `${name}.rules.${operation}`), isPublic: isPublic(rule) },
      ]),
    ),
    indexes: compileIndexes(definition, types),
    referrers: referrersTo(name, around),
  };
}

function checkKeys(definition: CollectionDefinition): void {
  const { name } = definition;
  refuseUnknownKeys(definition, keys, name);
  if (typeof definition.rules !== "object" || definition.rules === null)
    invalidApp(`${name}.rules`, "is missing; without rules nobody may do anything: rules: { read: auth.signedIn() }");
  refuseUnknownKeys(definition.rules, operations, `${name}.rules`);
  refuseUnknownKeys(definition.limits ?? {}, ["create"], `${name}.limits`);
  refuseUnknownKeys(definition.hooks ?? {}, ["beforeWrite", "afterCommit"], `${name}.hooks`);
  for (const [operation, limit] of Object.entries(definition.limits ?? {}))
    if (typeof limit !== "string" || !/^[a-z][a-z0-9_.-]*$/.test(limit))
      invalidApp(`${name}.limits.${operation}`, 'is the name of a limit, such as "tasks.max"');
  if (!["tenant", "global", undefined].includes(definition.scope))
    invalidApp(`${name}.scope`, `is "tenant" or "global", not ${JSON.stringify(definition.scope)}`);
  checkRenames(`${name}.renamedFrom`, definition.renamedFrom, fieldNames(definition), "fields");
}

function compileFields(
  definition: CollectionDefinition,
  types: ReadonlyMap<string, FieldType>,
  resolve: (rule: Rule, place: string) => Expr,
): readonly CompiledField[] {
  const place = `${definition.name}.fields`;
  refuseUnknownKeys(definition.fields ?? {}, fieldNames(definition), place);
  const resolveOfField = (rule: Rule, at: string): Expr => {
    if (hasVia(rule))
      invalidApp(at, "rules of fields cannot hold via(): they are asked of a record that is already there");
    return resolve(rule, at);
  };
  return Object.entries(definition.schema.shape).map(([field, schema]) => {
    const own = definition.fields?.[field] ?? {};
    refuseUnknownKeys(own, ["read", "write"], `${place}.${field}`);
    return compileField(
      field,
      schema as z.ZodType,
      types.get(field) ?? { kind: "json" },
      `${definition.name}.schema.${field}`,
      {
        ...(own.read && { read: resolveOfField(own.read, `${place}.${field}.read`) }),
        ...(own.write && { write: resolveOfField(own.write, `${place}.${field}.write`) }),
      },
    );
  });
}

const fieldNames = ({ schema }: CollectionDefinition): readonly string[] => Object.keys(schema.shape);

/** Conditions look into records of the same tenant: from an organisation's there is no way into those of the whole app. */
function isReachable({ scope }: CollectionDefinition, collection: string, { definitions }: Surroundings): boolean {
  const target = definitions.find(({ name }) => name === collection);
  return (target?.scope === "global") === (scope === "global");
}

function referrersTo(name: string, { definitions, types }: Surroundings): readonly Referrer[] {
  return definitions.flatMap((other) =>
    [...(types.get(other.name) ?? [])].flatMap(([field, type]) =>
      type.kind === "reference" && type.collection === name ? [{ collection: other.name, field, type }] : [],
    ),
  );
}
