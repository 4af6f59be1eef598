import type { Json } from "@mozaiks/contracts";
import type { Row } from "../data/row.ts";
import type { Bound } from "../expression/expr.ts";
import { suggestion } from "../nearest-name.ts";
import { readerOf, type Scope } from "../scope/scope.ts";
import { type Access, accessTo } from "./access.ts";
import { invalidRequest } from "./item-error.ts";
import { both, findField, visibleNames } from "./parse-list.ts";
import { toRecord, type WireRecord } from "./to-record.ts";

/** A reference to follow, and what to follow from there. */
export interface ExpandPath {
  readonly field: string;
  readonly target: Access | "users";
  readonly next: readonly ExpandPath[];
}

/** `"project,project.client"`: at most 5 paths of at most 2 steps. @throws MozaiksError `request.invalid`. */
export function parseExpand(expand: string | undefined, access: Access, scope: Scope): readonly ExpandPath[] {
  if (expand === undefined) return [];
  const paths = expand.split(",").map((path) => path.trim().split("."));
  if (paths.length > 5) throw wrong("too-big", "expands at most 5 paths");
  if (new Set(paths.map((path) => path.join("."))).size < paths.length) throw wrong("invalid", "names a path twice");
  const read = (steps: readonly string[][], from: Access | "users", depth: number): readonly ExpandPath[] => {
    const heads = new Set(steps.map(([head = ""]) => head));
    return [...heads].map((field) => {
      if (depth > 2) throw wrong("too-big", "goes at most 2 steps deep");
      const type = from === "users" ? undefined : findField(field, from)?.type;
      if (type?.kind !== "reference") {
        const known =
          from === "users" ? [] : visibleNames(from).filter((name) => findField(name, from)?.type.kind === "reference");
        throw wrong(
          "unknown-field",
          `${JSON.stringify(field)} is no reference${suggestion(field, known, "references")}`,
        );
      }
      const target = type.collection === "users" ? "users" : accessTo(type.collection, scope);
      const rest = steps.filter(([head, ...tail]) => head === field && tail.length > 0).map(([, ...tail]) => tail);
      return { field, target, next: read(rest, target, depth + 1) };
    });
  };
  return read(paths, access, 1);
}

/** Rows as records, with what they refer to under `expand`: one question per path, and what may not be read is left out. */
export async function expandRecords(
  rows: readonly Row[],
  paths: readonly ExpandPath[],
  access: Access | "users",
  scope: Scope,
): Promise<readonly WireRecord[]> {
  const records = rows.map((row) => (access === "users" ? toUser(row) : toRecord(row, access)));
  if (paths.length === 0) return records;
  const expanded = rows.map((): Record<string, Json> => ({}));
  for (const { field, target, next } of paths) {
    const ids = [...new Set(rows.map((row) => row[field]).filter((id) => typeof id === "string"))];
    const found = await findAll(ids, target, scope);
    const targets = await expandRecords(found, next, target, scope);
    const byId = new Map(found.map(({ id }, index) => [id, targets[index]]));
    rows.forEach((row, index) => {
      const id = row[field];
      const record = typeof id === "string" ? byId.get(id) : undefined;
      if (record && expanded[index]) expanded[index][field] = record as Json;
    });
  }
  return records.map((record, index) => ({ ...record, expand: expanded[index] ?? {} }));
}

async function findAll(ids: readonly string[], target: Access | "users", scope: Scope): Promise<readonly Row[]> {
  if (ids.length === 0) return [];
  const type = { kind: "text" } as const;
  const isOne: Bound = {
    op: "in",
    value: { kind: "field", name: "id", type },
    options: ids.map((value) => ({ kind: "literal", value })),
    type,
  };
  return readerOf(scope).find({
    collection: target === "users" ? "users" : target.collection.name,
    tenant: target === "users" ? scope.tenant : target.tenant,
    where: target === "users" ? isOne : both(isOne, target.rule("read")),
    deleted: "exclude",
    sort: [],
    limit: ids.length,
  });
}

/** What members of an organisation see of each other. */
export const toUser = (row: Row): WireRecord => ({
  id: row.id,
  name: row["name"] ?? null,
  email: row["email"] ?? null,
});

const wrong = (code: "too-big" | "unknown-field" | "invalid", message: string) =>
  invalidRequest([{ path: "?expand", code, message }]);
