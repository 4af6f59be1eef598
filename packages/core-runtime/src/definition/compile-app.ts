import type { AppOptions } from "./app-options.ts";
import { checkRenames } from "./check-renames.ts";
import { checkReferences } from "./check-references.ts";
import type { CollectionDefinition } from "./collection.ts";
import { compileCollection } from "./compile-collection.ts";
import { compileRoutes } from "./compile-routes.ts";
import type { CompiledApp } from "./compiled-app.ts";
import type { FieldType } from "./field-type.ts";
import { invalidApp, refuseUnknownKeys } from "./invalid-app.ts";
import { checkName, typesOf } from "./collection-types.ts";

const keys = ["name", "version", "collections", "routes", "roles", "renamedFrom"];

/** What a user is to rules and references. */
const userFields: ReadonlyMap<string, FieldType> = new Map([
  ["id", { kind: "text" }],
  ["email", { kind: "text" }],
  ["name", { kind: "text" }],
]);

/** @throws MozaiksError `app.invalid` that names the first mistake, where it is and how to mend it. */
export function compileApp(options: AppOptions): CompiledApp {
  refuseUnknownKeys(options, keys, "app");
  if (typeof options.name !== "string" || !/^[a-z][a-z0-9-]{0,62}$/.test(options.name))
    invalidApp("name", `${JSON.stringify(options.name)} must be lower-case letters, digits and hyphens (at most 63)`);
  const roles = rolesOf(options);
  const definitions = definitionsOf(options);
  const types = new Map<string, ReadonlyMap<string, FieldType>>([
    ["users", userFields],
    ...definitions.map((definition) => [definition.name, typesOf(definition)] as const),
  ]);
  checkReferences(definitions, types);
  const names = definitions.map(({ name }) => name);
  checkRenames("renamedFrom", options.renamedFrom, names, "collections");
  const collections = definitions.map((definition) => compileCollection(definition, { types, roles, definitions }));
  return {
    name: options.name,
    version: options.version ?? "0.0.0",
    roles,
    renamedFrom: options.renamedFrom ?? {},
    isAtLeast: (role, atLeast) => roles.includes(role) && roles.indexOf(role) <= roles.indexOf(atLeast),
    collections: new Map(collections.map((collection) => [collection.name, collection])),
    routes: compileRoutes(options.routes ?? {}),
  };
}

function rolesOf({ roles = ["owner", "admin", "member", "viewer"] }: AppOptions): readonly string[] {
  if (roles.length === 0) invalidApp("roles", "needs at least one role: the one that owns an organization");
  for (const [index, role] of roles.entries()) {
    if (typeof role !== "string" || !/^[a-z][a-z0-9_-]{0,47}$/.test(role))
      invalidApp("roles", `${JSON.stringify(role)} must be lower-case letters, digits, _ and -`);
    if (roles.indexOf(role) !== index)
      invalidApp("roles", `${JSON.stringify(role)} stands there twice; highest first, each once`);
  }
  return roles;
}

function definitionsOf({ collections = [] }: AppOptions): readonly CollectionDefinition[] {
  const names = new Set<string>();
  for (const [index, definition] of collections.entries()) {
    if (definition?.kind !== "collection")
      invalidApp(`collections[${index}]`, "is no collection; make it with defineCollection()");
    checkName(definition.name);
    // Databases do not tell names by their capitals.
    const name = definition.name.toLowerCase();
    if (names.has(name)) invalidApp(definition.name, "is defined twice; give one of the two another name");
    names.add(name);
  }
  return collections;
}
