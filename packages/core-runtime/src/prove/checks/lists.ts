import type { CompiledCollection } from "../../definition/compiled-app.ts";
import { isOrdered } from "../../definition/field-type.ts";
import type { Bound, Comparison, FieldOperand, Scalar } from "../../expression/expr.ts";
import type { Actor } from "../cast.ts";
import { expectedItems, type ListQuestion } from "../expected-read.ts";
import type { Expected, Walk } from "../walk.ts";
import type { World } from "../world.ts";

const questionsPerActor = 6;

/** Lists by everybody, whole and page by page, with filters and orders that other people's values were put into. */
export async function checkLists(walk: Walk): Promise<void> {
  for (const collection of walk.world.collections)
    for (const actor of [walk.world.cast.nobody, ...walk.world.cast.actors]) {
      await listAll(walk, collection, actor, {});
      for (let count = 0; count < questionsPerActor; count += 1)
        await listAll(walk, collection, actor, questionFor(walk.world, collection, actor));
    }
}

interface Question extends ListQuestion {
  readonly filter?: string;
}

/** Reads a list to its end, with pages of one size or another, and counts it. */
export async function listAll(
  walk: Walk,
  collection: CompiledCollection,
  actor: Actor,
  question: Question,
): Promise<void> {
  const { oracle, random } = walk.world;
  const items = expectedItems(oracle, collection, actor, question);
  const limit = random.pick([2, 7, 200]);
  let cursor: string | null | undefined;
  for (let from = 0; from === 0 || from < items.length; from += limit) {
    const path = listPath(collection, question, { limit: String(limit), count: "true", ...(cursor && { cursor }) });
    const answer = await walk.examine(actor, { method: "GET", path }, listExpectation(walk, collection, actor));
    const page = answer.json as { items?: unknown[]; next_cursor?: string | null; total?: number } | undefined;
    if (answer.status !== 200 || !page?.items) return;
    const isLast = from + limit >= items.length;
    const [expected, actual] = [
      { items: items.slice(from, from + limit), total: items.length, isLast },
      { items: page.items, total: page.total, isLast: page.next_cursor === null },
    ].map((one) => JSON.stringify(one));
    if (expected !== actual && !sameMembers(expected, actual)) {
      const tell = (text = "") => (text.length > 400 ? `${text.slice(0, 400)}…` : text);
      walk.report({
        kind: "answer",
        actor: actor.name,
        request: `GET ${decodeURIComponent(path)}`,
        expected: tell(expected),
        actual: tell(actual),
      });
    }
    cursor = page.next_cursor;
    if (!cursor) return;
  }
}

/** Whether two JSON texts say the same, whatever the order of members. */
function sameMembers(left = "", right = ""): boolean {
  const sorted = (text: string) =>
    JSON.stringify(JSON.parse(text), (_key, value: unknown) =>
      typeof value === "object" && value !== null && !Array.isArray(value)
        ? Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)))
        : value,
    );
  return sorted(left) === sorted(right);
}

/** Who may ask for a list at all. */
export function listExpectation({ world }: Walk, collection: CompiledCollection, actor: Actor): Expected {
  if (!actor.user && !collection.rules.get("list")?.isPublic) return { problem: "auth.required" };
  return world.oracle.mayNever(collection, "list", actor) ? { problem: "record.forbidden" } : { status: 200 };
}

export function listPath(
  collection: CompiledCollection,
  { filter, sort, expand }: Question,
  more: Readonly<Record<string, string>> = {},
): string {
  const query = new URLSearchParams({
    ...(filter !== undefined && { filter }),
    ...(sort &&
      sort.length > 0 && { sort: sort.map(({ name, descending }) => `${descending ? "-" : ""}${name}`).join(",") }),
    ...(expand && expand.length > 0 && { expand: expand.join(",") }),
    ...more,
  });
  return `/api/${collection.name}?${String(query).replaceAll("+", "%20")}`;
}

/** A filter with a value that some record has, of whatever organisation, an order, and what to expand. */
export function questionFor(world: World, collection: CompiledCollection, actor: Actor): Question {
  const { oracle, random } = world;
  const seen = [...collection.types].filter(([name]) => {
    const field = collection.field.get(name);
    return !field || oracle.isAlwaysReadable(field, actor);
  });
  const ordered = seen.filter(([name, type]) => isOrdered(type) && name !== "id");
  const sort = [...new Set([random.pick(ordered), random.pick(ordered)])].map(([name]) => ({
    name,
    descending: random.chance(0.5),
  }));
  const references = seen.flatMap(([name, type]) => (type.kind === "reference" ? [name] : []));
  const expand = references.filter(() => random.chance(0.5)).slice(0, 5);
  const [name, type] = random.pick(seen);
  const condition = conditionOn({ kind: "field", name, type }, world, collection);
  return { sort: random.chance(0.5) ? sort : [], expand, ...(condition && random.chance(0.8) && condition) };
}

const signs: Readonly<Record<Comparison, string>> = { eq: "==", ne: "!=", lt: "<", lte: "<=", gt: ">", gte: ">=" };

function conditionOn(
  field: FieldOperand,
  { random, oracle, cast }: World,
  collection: CompiledCollection,
): { filter: string; where: Bound } | undefined {
  const tenants = collection.isGlobal ? ["*"] : cast.tenants;
  const row = random.pick(oracle.truth.rows(collection.name, random.pick(tenants)));
  const { name, type } = field;
  const found = row[name] ?? null;
  if (type.kind === "json") return undefined;
  if (type.kind === "list") {
    const value = Array.isArray(found) && found.length > 0 ? (random.pick(found) as Scalar) : null;
    if (value === null || typeof value === "number") return undefined;
    return {
      filter: `${JSON.stringify(value)} in ${name}`,
      where: { op: "has", list: field, value: { kind: "literal", value } },
    };
  }
  const right = { kind: "literal", value: found as Scalar } as const;
  const isText = (type.kind === "text" || type.kind === "reference") && typeof found === "string";
  if (isText && random.chance(0.3)) {
    const how = random.pick(["startsWith", "contains"] as const);
    const part = found.slice(0, 1 + random.integer(found.length));
    return {
      filter: `${name}.${how}(${JSON.stringify(part)})`,
      where: { op: "text", how, text: field, part: { kind: "literal", value: part } },
    };
  }
  const how = random.pick(
    found === null || !isOrdered(type) ? (["eq", "ne"] as const) : (Object.keys(signs) as Comparison[]),
  );
  return {
    filter: `${name} ${signs[how]} ${JSON.stringify(found)}`,
    where: { op: "compare", how, left: field, right, type },
  };
}
