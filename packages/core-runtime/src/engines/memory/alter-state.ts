import type { Json } from "@mozaiks/contracts";
import type { Row } from "../../data/row.ts";
import type { SchemaStep } from "../../data/schema-step.ts";
import { indexKey, type StoredCollection, type StoredField } from "../../data/stored-collection.ts";

/** What the memory engine knows of collections and keeps of their records, by collection. */
export interface MemoryShape {
  readonly definitions: ReadonlyMap<string, StoredCollection>;
  readonly rows: ReadonlyMap<string, ReadonlyMap<string, Row>>;
}

/** The collections and records after a step. Throws when the step does not fit. */
export function alterState({ definitions, rows }: MemoryShape, step: SchemaStep): MemoryShape {
  const name = nameOf(step);
  const definition = definitions.get(name);
  const put = (next: StoredCollection, change: (row: Row) => Row = (row) => row, old: string = next.name) => ({
    definitions: moved(definitions, old, next.name, next),
    rows: moved(
      rows,
      old,
      next.name,
      new Map([...(rows.get(old) ?? [])].map(([key, row]) => [key, change(row)] as const)),
    ),
  });
  if (step.kind === "add-collection") return put({ ...step.collection, ...definition });
  if (step.kind === "erase-collection") return { definitions: without(definitions, name), rows: without(rows, name) };
  if (!definition) throw new Error(`there is no collection ${name}`);
  const { fields, indexes } = definition;
  switch (step.kind) {
    case "rename-collection":
      if (definitions.has(step.to)) throw new Error(`${step.to} is there already`);
      return put({ ...definition, name: step.to }, undefined, step.from);
    case "add-field":
      return put({ ...definition, fields: [...absent(fields, step.field.name), step.field] }, (row) => ({
        ...row,
        [step.field.name]: step.value,
      }));
    case "rename-field":
      absent(fields, step.to);
      return put(
        {
          ...definition,
          fields: fields.map((field) => (field === present(fields, step.from) ? { ...field, name: step.to } : field)),
        },
        ({ [step.from]: value = null, ...row }) => ({ ...(row as Row), [step.to]: value }),
      );
    case "erase-field": {
      const erased = present(fields, step.field);
      return put(
        { ...definition, fields: fields.filter((field) => field !== erased) },
        ({ [step.field]: _erased, ...row }) => row as Row,
      );
    }
    case "fill-field":
      return put(definition, (row) => ({
        ...row,
        [step.field.name]: step.toValue(step.from.map((field): Json => row[field.name] ?? null)),
      }));
    case "add-index":
      if (step.index.unique) refuseDuplicates([...(rows.get(name)?.values() ?? [])], step.index.fields);
      return put({ ...definition, indexes: [...indexes, step.index] });
    case "drop-index":
      return put({ ...definition, indexes: indexes.filter((index) => indexKey(index) !== indexKey(step.index)) });
  }
}

function nameOf(step: SchemaStep): string {
  if (step.kind === "add-collection") return step.collection.name;
  return step.kind === "rename-collection" ? step.from : step.collection;
}

function present(fields: readonly StoredField[], name: string): StoredField {
  const found = fields.find((field) => field.name === name);
  if (!found) throw new Error(`there is no field ${name}`);
  return found;
}

function absent(fields: readonly StoredField[], name: string): readonly StoredField[] {
  if (fields.some((field) => field.name === name)) throw new Error(`the field ${name} is there already`);
  return fields;
}

function refuseDuplicates(rows: readonly Row[], fields: readonly string[]): void {
  const keys = rows
    .filter((row) => row.deleted_at === null && fields.every((field) => (row[field] ?? null) !== null))
    .map((row) => JSON.stringify([row.tenant, ...fields.map((field) => row[field])]));
  if (new Set(keys).size < keys.length) throw new Error(`records have the same ${fields.join(" and ")}`);
}

function without<V>(map: ReadonlyMap<string, V>, name: string): ReadonlyMap<string, V> {
  return new Map([...map].filter(([one]) => one !== name));
}

function moved<V>(map: ReadonlyMap<string, V>, old: string, name: string, value: V): ReadonlyMap<string, V> {
  return new Map([...without(map, old), [name, value] as const]);
}
