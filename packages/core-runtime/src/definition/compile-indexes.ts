import type { StoredIndex } from "../data/stored-collection.ts";
import { suggestion } from "../nearest-name.ts";
import type { CollectionDefinition } from "./collection.ts";
import { type FieldType, isOrdered } from "./field-type.ts";
import { invalidApp } from "./invalid-app.ts";

/** Unique indexes first, then the others. */
export function compileIndexes(
  { name, indexes = [], unique = [] }: CollectionDefinition,
  types: ReadonlyMap<string, FieldType>,
): readonly StoredIndex[] {
  const all = [
    ...unique.map((fields) => ({
      fields: typeof fields === "string" ? [fields] : fields,
      unique: true,
      place: `${name}.unique`,
    })),
    ...indexes.map((fields) => ({ fields, unique: false, place: `${name}.indexes` })),
  ];
  const seen = new Set<string>();
  return all.map(({ fields, unique, place }) => {
    if (!Array.isArray(fields) || fields.length === 0)
      return invalidApp(place, 'takes lists of fields: [["owner", "done"]]');
    for (const [index, field] of fields.entries()) {
      const type = types.get(field);
      if (!type)
        invalidApp(
          place,
          `there is no field ${JSON.stringify(field)}${suggestion(field, [...types.keys()], "fields")}`,
        );
      else if (!isOrdered(type))
        invalidApp(place, `${field} is ${type.kind === "list" ? "a list" : "JSON"}, which has no order to index`);
      if (fields.indexOf(field) !== index) invalidApp(place, `names ${field} twice`);
    }
    const key = `${unique} ${fields.join(" ")}`;
    if (seen.has(key)) invalidApp(place, `${fields.join(", ")} stands there twice; once is enough`);
    seen.add(key);
    return { fields, unique };
  });
}
