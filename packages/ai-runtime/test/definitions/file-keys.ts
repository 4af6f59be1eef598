import { globSync } from "node:fs";
import { basename, join } from "node:path";
import { z } from "zod";

const folder = join(import.meta.dirname, "../../src/definitions/files");

interface Schema {
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema | boolean;
  readonly propertyNames?: Schema;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly later?: boolean;
}

/** A key that a file of a workflow may have. */
export interface FileKey {
  /** `tools.tools[].http.url`; `*` is any name, `<file>` the `type` of which the key is. */
  readonly path: string;
  /** Whether this version refuses it. */
  readonly isRefused: boolean;
}

/** Every key of every file, as the schemas in `definitions/files` have them. */
export async function fileKeys(): Promise<readonly FileKey[]> {
  const keys = new Map<string, FileKey>();
  for (const file of globSync("*-file.ts", { cwd: folder }).toSorted()) {
    const name = basename(file, "-file.ts").replaceAll("-", "_");
    const exported: Record<string, unknown> = await import(join(folder, file));
    const [, schema] = Object.entries(exported).find(([each]) => each.endsWith("File")) ?? [];
    if (!(schema instanceof z.ZodType)) throw new Error(`${file} exports no schema`);
    const json = z.toJSONSchema(schema, { io: "input", unrepresentable: "any", reused: "inline" }) as Schema;
    for (const key of keysOf(json, name, false)) if (!keys.has(key.path)) keys.set(key.path, key);
  }
  return [...keys.values()];
}

function keysOf(schema: Schema, path: string, isRefused: boolean): readonly FileKey[] {
  const { properties = {}, additionalProperties, items, anyOf = [], oneOf = [] } = schema;
  const refused = isRefused || schema.later === true;
  const kind = properties["type"]?.const;
  const own = typeof kind === "string" && "type" in properties && Object.keys(properties).length > 0 ? kind : undefined;
  const prefix = own !== undefined && path.endsWith("|") ? `${path.slice(0, -1)}<${own}>` : path.replace(/\|$/, "");
  return [
    ...Object.entries(properties).flatMap(([key, member]) => {
      const at = `${prefix}.${key}`;
      return [{ path: at, isRefused: refused || member.later === true }, ...keysOf(member, at, refused)];
    }),
    ...(typeof additionalProperties === "object" ? keysOf(additionalProperties, `${prefix}.*`, refused) : []),
    ...(items ? keysOf(items, `${prefix}[]`, refused) : []),
    ...anyOf.flatMap((each) => keysOf(each, prefix, refused)),
    ...oneOf.flatMap((each) => keysOf(each, `${prefix}|`, refused)),
  ];
}
