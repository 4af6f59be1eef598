import { MozaiksError } from "@mozaiks/contracts";
import type { z } from "zod";
import { type StoredIndex, systemFields } from "../data/stored-collection.ts";
import type { Expr } from "../expression/expr.ts";
import type { RoleOrder } from "../expression/bind.ts";
import type { AppOptions } from "./app.ts";
import type { CollectionDefinition, Operation } from "./collection.ts";
import { fieldTypeOf } from "./fields.ts";
import type { FieldType } from "./field-type.ts";
import { resolveRule, type RuleNames } from "./resolve-rule.ts";
import { type RouteDefinition, toRoute } from "./route.ts";
import { hasVia, isPublic, type Rule } from "./rule.ts";

/** A field with all that is decided about it at the start. */
export interface CompiledField {
  readonly name: string;
  readonly type: FieldType;
  readonly schema: z.ZodType;
  /** A new record must have it. */
  readonly required: boolean;
  /** It can be absent: stored as null. */
  readonly nullable: boolean;
  readonly read?: Expr;
  readonly write?: Expr;
}

export interface CompiledRule {
  readonly expr: Expr;
  readonly isPublic: boolean;
}

export interface CompiledCollection {
  readonly name: string;
  readonly definition: CollectionDefinition;
  readonly isGlobal: boolean;
  readonly fields: readonly CompiledField[];
  readonly field: ReadonlyMap<string, CompiledField>;
  /** Types of all fields, system fields included. */
  readonly types: ReadonlyMap<string, FieldType>;
  readonly rules: ReadonlyMap<Operation, CompiledRule>;
  readonly indexes: readonly StoredIndex[];
  /** Fields of other collections that refer to this one. */
  readonly referrers: readonly {
    readonly collection: string;
    readonly field: string;
    readonly type: Extract<FieldType, { kind: "reference" }>;
  }[];
}

export interface CompiledRoute extends RouteDefinition {
  readonly method: string;
  /** With `{name}` for parameters. */
  readonly path: string;
}

/** An app with its rules resolved, its types known and its mistakes found. */
export interface CompiledApp {
  readonly name: string;
  readonly version: string;
  readonly roles: readonly string[];
  readonly isAtLeast: RoleOrder;
  readonly collections: ReadonlyMap<string, CompiledCollection>;
  readonly routes: readonly CompiledRoute[];
}

const namePattern = /^[a-z][A-Za-z0-9_]{0,47}$/;
const reservedCollections = new Set([
  "auth",
  "users",
  "organizations",
  "files",
  "realtime",
  "batch",
  "ai",
  "insights",
  "admin",
  "plugins",
]);
const reservedFields = new Set([...systemFields.map(({ name }) => name), "tenant", "and", "or", "not", "expand"]);
const operations: readonly Operation[] = ["list", "read", "create", "update", "delete"];

/** What a user is to rules and references. */
const userFields: ReadonlyMap<string, FieldType> = new Map([
  ["id", { kind: "text" }],
  ["email", { kind: "text" }],
  ["name", { kind: "text" }],
]);

/** @throws MozaiksError `app.invalid` that names the first mistake, where it is and how to mend it. */
export function compileApp(options: AppOptions): CompiledApp {
  if (!/^[a-z][a-z0-9-]{0,62}$/.test(options.name))
    invalid("name", `${JSON.stringify(options.name)} must be lower case letters, digits and hyphens`);
  const roles = options.roles ?? ["owner", "admin", "member", "viewer"];
  if (roles.length === 0 || new Set(roles).size !== roles.length)
    invalid("roles", "needs at least one role, each once, highest first");
  const definitions = options.collections ?? [];
  const types = new Map<string, ReadonlyMap<string, FieldType>>([["users", userFields]]);
  for (const definition of definitions) {
    if (types.has(definition.name) && !reservedCollections.has(definition.name))
      invalid(definition.name, "is defined twice");
    types.set(definition.name, typesOf(definition));
  }
  const collections = definitions.map((definition) => compileCollection(definition, types, roles, definitions));
  return {
    name: options.name,
    version: options.version ?? "0.0.0",
    roles,
    isAtLeast: (role, atLeast) => roles.includes(role) && roles.indexOf(role) <= roles.indexOf(atLeast),
    collections: new Map(collections.map((collection) => [collection.name, collection])),
    routes: Object.entries(options.routes ?? {}).map(([key, given]) => compileRoute(key, toRoute(given))),
  };
}

function typesOf({ name, schema }: CollectionDefinition): ReadonlyMap<string, FieldType> {
  if (!namePattern.test(name))
    invalid(name, "a collection's name starts with a lower-case letter and has letters, digits and _ (at most 48)");
  if (reservedCollections.has(name))
    invalid(name, `is a name the kernel uses; others are ${[...reservedCollections].join(", ")}`);
  const types = new Map(systemFields.map((field) => [field.name, field.type]));
  for (const [field, fieldSchema] of Object.entries(schema.shape)) {
    const place = `${name}.schema.${field}`;
    if (!namePattern.test(field))
      invalid(place, "a field's name starts with a lower-case letter and has letters, digits and _ (at most 48)");
    if (reservedFields.has(field)) invalid(place, "is a name the kernel uses");
    types.set(field, fieldTypeOf(fieldSchema as z.ZodType));
  }
  return types;
}

function compileCollection(
  definition: CollectionDefinition,
  allTypes: ReadonlyMap<string, ReadonlyMap<string, FieldType>>,
  roles: readonly string[],
  definitions: readonly CollectionDefinition[],
): CompiledCollection {
  const { name } = definition;
  const types = allTypes.get(name) ?? new Map();
  const resolve = (rule: Rule, place: string): Expr => {
    const names: RuleNames = { place, fields: types, fieldsOf: (collection) => allTypes.get(collection), roles };
    return resolveRule(rule, names);
  };
  const resolveOfField = (rule: Rule, place: string): Expr => {
    if (hasVia(rule))
      invalid(place, "rules of fields cannot hold via(): they are asked of a record that is already there");
    return resolve(rule, place);
  };
  for (const key of Object.keys(definition.rules))
    if (!operations.includes(key as Operation))
      invalid(`${name}.rules.${key}`, `there are rules for ${operations.join(", ")}`);
  const fields = Object.entries(definition.schema.shape).map(([field, schema]): CompiledField => {
    const type = types.get(field) ?? { kind: "json" as const };
    if (type.kind === "reference" && !allTypes.has(type.collection))
      invalid(`${name}.schema.${field}`, `refers to ${JSON.stringify(type.collection)}, which no collection is called`);
    const own = definition.fields?.[field];
    const accepts = (value: unknown) => (schema as z.ZodType).safeParse(value).success;
    return {
      name: field,
      type,
      schema: schema as z.ZodType,
      required: !accepts(undefined),
      nullable: accepts(undefined) || accepts(null),
      ...(own?.read && { read: resolveOfField(own.read, `${name}.fields.${field}.read`) }),
      ...(own?.write && { write: resolveOfField(own.write, `${name}.fields.${field}.write`) }),
    };
  });
  for (const field of Object.keys(definition.fields ?? {}))
    if (!(field in definition.schema.shape)) invalid(`${name}.fields.${field}`, "there is no such field");
  return {
    name,
    definition,
    isGlobal: definition.scope === "global",
    fields,
    field: new Map(fields.map((field) => [field.name, field])),
    types,
    rules: new Map(
      Object.entries(definition.rules).map(([operation, rule]) => [
        operation as Operation,
        { expr: resolve(rule, `${name}.rules.${operation}`), isPublic: isPublic(rule) },
      ]),
    ),
    indexes: indexesOf(definition, types),
    referrers: definitions.flatMap((other) =>
      [...(allTypes.get(other.name) ?? [])].flatMap(([field, type]) =>
        type.kind === "reference" && type.collection === name ? [{ collection: other.name, field, type }] : [],
      ),
    ),
  };
}

function indexesOf(
  { name, indexes = [], unique = [] }: CollectionDefinition,
  types: ReadonlyMap<string, FieldType>,
): readonly StoredIndex[] {
  const all: StoredIndex[] = [
    ...unique.map((fields) => ({ fields: typeof fields === "string" ? [fields] : fields, unique: true })),
    ...indexes.map((fields) => ({ fields, unique: false })),
  ];
  for (const { fields } of all)
    for (const field of fields) {
      const type = types.get(field);
      if (!type) invalid(`${name}.indexes`, `there is no field ${JSON.stringify(field)}`);
      else if (type.kind === "json" || type.kind === "list")
        invalid(`${name}.indexes`, `${field} cannot be indexed: it has no order`);
    }
  return all;
}

function compileRoute(key: string, route: RouteDefinition): CompiledRoute {
  const [, method = "", path = ""] = /^(GET|POST|PUT|PATCH|DELETE) (\/[^\s?#]*)$/.exec(key) ?? [];
  if (!method) invalid(`routes[${JSON.stringify(key)}]`, 'a route is a method and a path: "POST /api/quick-add"');
  return { ...route, method, path: path.replaceAll(/:(\w+)/g, "{$1}") };
}

function invalid(place: string, message: string): never {
  throw new MozaiksError("app.invalid", `${place}: ${message}`);
}
