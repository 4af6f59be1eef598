import type { DatabaseSync } from "node:sqlite";
import type { DocumentCondition, DocumentQuery } from "../../ports/document-store.ts";

export interface CollectionKey {
  readonly app_id: string;
  readonly collection: string;
}

export interface DocumentKey extends CollectionKey {
  readonly id: string;
}

type Bound = string | number;

/** The documents: each statement begins with the tenant and the collection. */
export function documentOperations(database: DatabaseSync) {
  const put = database.prepare(`
    INSERT INTO document (app_id, collection, id, revision, body) VALUES (:app_id, :collection, :id, :revision, :body)
    ON CONFLICT DO UPDATE SET revision = excluded.revision, body = excluded.body
      WHERE excluded.revision > document.revision`);
  const get = database.prepare("SELECT body FROM document WHERE app_id = ? AND collection = ? AND id = ?");
  const remove = database.prepare("DELETE FROM document WHERE app_id = ? AND collection = ? AND id = ?");
  const collections = database.prepare(`
    SELECT collection AS name, count(*) AS documents FROM document WHERE app_id = ? GROUP BY collection
    ORDER BY collection`);

  return {
    reads: {
      document({ app_id, collection, id }: DocumentKey): string | undefined {
        return get.get(app_id, collection, id)?.["body"] as string | undefined;
      },

      documents({ app_id, collection, where, sort, limit }: CollectionKey & DocumentQuery): string {
        const conditions = where.map(toSql);
        const path = sort === undefined ? [] : [pathOf(sort.field)];
        const order = sort === undefined ? "" : `${sortSql(sort.descending)}, `;
        const found = database
          .prepare(
            `SELECT body FROM document WHERE ${["app_id = ?", "collection = ?", ...conditions.map(({ sql }) => sql)].join(" AND ")}
             ORDER BY ${order}revision DESC, id LIMIT ?`,
          )
          .all(app_id, collection, ...conditions.flatMap(({ values }) => values), ...path, ...path, ...path, limit);
        return `[${found.map(({ body }) => body as string).join(",")}]`;
      },

      collections({ app_id }: { app_id: string }) {
        return collections.all(app_id) as unknown as { name: string; documents: number }[];
      },
    },
    writes: {
      putDocument({ app_id, collection, id, revision, body }: DocumentKey & { revision: string; body: string }) {
        return put.run({ app_id, collection, id, revision, body }).changes === 1;
      },

      removeDocument({ app_id, collection, id }: DocumentKey): boolean {
        return remove.run(app_id, collection, id).changes === 1;
      },
    },
  };
}

const comparisons = { eq: "=", ne: "<>", gt: ">", gte: ">=", lt: "<", lte: "<=" } as const;

/** One condition with what is bound to it, in order. */
function toSql(condition: DocumentCondition): { readonly sql: string; readonly values: readonly Bound[] } {
  const path = pathOf(condition.field);
  if (condition.operator !== "in") {
    const { operator, value } = condition;
    const sql = `(json_type(body, ?) ${kindSql(value)} AND json_extract(body, ?) ${comparisons[operator]} ?)`;
    return { sql, values: [path, path, toBound(value)] };
  }
  const each = condition.value.map((value) => toSql({ field: condition.field, operator: "eq", value }));
  const sql = each.length === 0 ? "0" : `(${each.map((one) => one.sql).join(" OR ")})`;
  return { sql, values: each.flatMap(({ values }) => values) };
}

/** What SQLite calls values of the same kind. */
function kindSql(value: string | number | boolean): string {
  if (typeof value === "boolean") return "IN ('true', 'false')";
  return typeof value === "number" ? "IN ('integer', 'real')" : "= 'text'";
}

function toBound(value: string | number | boolean): Bound {
  return typeof value === "boolean" ? Number(value) : value;
}

/** Binds the path three times: its kind, which values count, the value. */
function sortSql(descending: boolean): string {
  return `CASE json_type(body, ?) WHEN 'integer' THEN 0 WHEN 'real' THEN 0 WHEN 'text' THEN 1 WHEN 'true' THEN 2
    WHEN 'false' THEN 2 ELSE 3 END,
    CASE WHEN json_type(body, ?) IN ('integer', 'real', 'text', 'true', 'false') THEN json_extract(body, ?) END
    ${descending ? "DESC" : "ASC"}`;
}

/** A member by its dotted name as SQLite writes it. */
function pathOf(field: string): string {
  return `$${field
    .split(".")
    .map((name) => `."${name}"`)
    .join("")}`;
}
