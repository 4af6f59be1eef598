import type { z } from "zod";
import type { CollectionDefinition } from "./collection.ts";
import type { FieldType } from "./field-type.ts";
import { invalidApp } from "./invalid-app.ts";
import { suggestion } from "../nearest-name.ts";

type Types = ReadonlyMap<string, ReadonlyMap<string, FieldType>>;

/** References name collections that there are, and what a deletion does to them can be done. */
export function checkReferences(definitions: readonly CollectionDefinition[], types: Types): void {
  const byName = new Map(definitions.map((definition) => [definition.name, definition]));
  for (const definition of definitions)
    for (const [field, type] of referencesOf(definition, types)) {
      const place = `${definition.name}.schema.${field}`;
      const target = type.kind === "list" ? type.item : type;
      if (target.kind !== "reference") continue;
      if (!types.has(target.collection))
        invalidApp(
          place,
          `refers to ${JSON.stringify(target.collection)}, which no collection is called${suggestion(target.collection, [...types.keys()], "collections")}`,
        );
      if (
        definition.scope === "global" &&
        target.collection !== "users" &&
        byName.get(target.collection)?.scope !== "global"
      )
        invalidApp(
          place,
          "records of the whole app cannot refer to those of one organization; make both global, or neither",
        );
      if (target.onDelete === "restrict") continue;
      if (type.kind === "list")
        invalidApp(place, `a list of references cannot ${target.onDelete}; only single references can`);
      if (target.collection === "users")
        invalidApp(place, "users are not deleted with their records; leave onDelete out");
      const schema = definition.schema.shape[field];
      if (target.onDelete === "set-null" && !(schema as z.ZodType).safeParse(undefined).success)
        invalidApp(place, 'onDelete "set-null" needs a field that can be absent; add .optional()');
    }
  for (const { name } of definitions) refuseCascadeCycle([name], definitions, types);
}

/** A collection may cascade to itself (a tree); going round through others is a mistake. */
function refuseCascadeCycle(path: readonly string[], definitions: readonly CollectionDefinition[], types: Types): void {
  const current = path.at(-1);
  for (const definition of definitions)
    for (const [field, type] of referencesOf(definition, types)) {
      if (type.kind !== "reference" || type.onDelete !== "cascade" || type.collection !== current) continue;
      if (definition.name === current) continue;
      if (path.includes(definition.name))
        invalidApp(
          `${definition.name}.schema.${field}`,
          `deletions would cascade in a circle: ${[...path, definition.name].join(" → ")}; let one of them restrict`,
        );
      refuseCascadeCycle([...path, definition.name], definitions, types);
    }
}

function referencesOf({ name, schema }: CollectionDefinition, types: Types): readonly (readonly [string, FieldType])[] {
  return [...(types.get(name) ?? [])].filter(([field]) => field in schema.shape);
}
