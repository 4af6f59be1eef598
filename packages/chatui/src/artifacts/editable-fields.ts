import type { Json } from "@mozaiks/contracts/fold";

/** A value inside a state that a person can write anew. */
export interface EditableField {
  /** JSON Pointer (RFC 6901). */
  readonly path: string;
  /** The names and places on the way to it, such as `["sections", 0, "text"]`. */
  readonly names: readonly (string | number)[];
  readonly value: string | number | boolean;
}

/** An operation of RFC 6902 that `update_state` takes. */
export interface ReplaceOperation {
  readonly op: "replace";
  readonly path: string;
  readonly value: Json;
}

const most = 200;

/** Every text, number and yes or no in a state; undefined when there are too many for a form. */
export function toEditableFields(state: Json): readonly EditableField[] | undefined {
  const fields: EditableField[] = [];
  collect(state, "", [], fields);
  return fields.length > most ? undefined : fields;
}

/** What turns the fields into the values written, by path; nothing for a value that stays as it is. */
export function toOperations(
  fields: readonly EditableField[],
  written: Readonly<Record<string, string | number | boolean>>,
): readonly ReplaceOperation[] {
  return fields.flatMap(({ path, value }) => {
    const next = written[path];
    return next === undefined || next === value ? [] : [{ op: "replace" as const, path, value: next }];
  });
}

function collect(value: Json, path: string, names: readonly (string | number)[], fields: EditableField[]): void {
  if (fields.length > most || value === null) return;
  if (typeof value !== "object") fields.push({ path, names, value });
  else if (Array.isArray(value)) value.forEach((item, at) => collect(item, `${path}/${at}`, [...names, at], fields));
  else {
    for (const [name, member] of Object.entries(value)) {
      collect(member, `${path}/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`, [...names, name], fields);
    }
  }
}
