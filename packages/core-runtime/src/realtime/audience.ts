import type { DataReader, FeedEntry } from "../data/data-engine.ts";
import type { Row } from "../data/row.ts";
import { evaluate, type Lookup } from "../expression/evaluate.ts";
import type { Bound, Expr } from "../expression/expr.ts";
import { type Access, accessTo } from "../records/access.ts";
import { both, parseFilter } from "../records/parse-list.ts";
import { idIs } from "../records/find-row.ts";
import { toRecord } from "../records/to-record.ts";
import type { Scope } from "../scope/scope.ts";
import type { Subscription } from "./parse-subscriptions.ts";
import type { RealtimeEvent } from "./realtime-event.ts";
import { transitionOf } from "./transition.ts";

/** Everybody who sees the same of one subscription: the same user in the same role, however many streams they have. */
export interface Audience extends Pick<Subscription, "sub" | "collection"> {
  readonly filter: Bound;
  readonly scope: Scope;
  /** Where its records are. */
  readonly tenant: string;
  /** Collections whose records decide, through `via`, who sees this one's. */
  readonly deciding: readonly string[];
}

export function toAudience({ sub, collection, filter }: Subscription, scope: Scope): Audience {
  const access = accessTo(collection, scope);
  const rule = access.collection.rules.get("list")?.expr;
  const deciding = rule ? [...new Set(viasIn(rule).map((via) => via.collection))] : [];
  return { sub, collection, filter: parseFilter(filter, access), scope, tenant: access.tenant, deciding };
}

/** Records that the records of a change refer to, as they are now: each is read once, however many audiences ask. */
export type Targets = Map<string, Row | undefined>;

/**
 * What a change tells an audience: the difference between what a list would have shown them before it and after it. A change of
 * fields that they may not read is an `updated` like any other: it tells what a `GET` would, that there is a new version.
 */
export async function eventOf(
  entry: FeedEntry,
  audience: Audience,
  { reader, targets }: { readonly reader: DataReader; readonly targets: Targets },
): Promise<RealtimeEvent | undefined> {
  const { sub } = audience;
  const access = accessTo(audience.collection, audience.scope);
  const isOwn = entry.collection === audience.collection;
  if (audience.deciding.includes(entry.collection) && decidesAnew(entry, access))
    return { name: "resync", data: { sub } };
  if (!isOwn) return undefined;
  const shown = both(access.rule("list"), audience.filter);
  await readTargets(entry, shown, reader, targets);
  const lookup: Lookup = (collection, id) => targets.get(`${collection}\n${id}`);
  const isShown = (row: Row | null): row is Row => row?.deleted_at === null && evaluate(shown, row, lookup);
  const isNow = isShown(entry.new);
  const name = transitionOf(isShown(entry.old), isNow);
  if (name === undefined) return undefined;
  if (name === "removed" || !isNow) return { name: "removed", data: { sub, id: entry.id } };
  return { name, data: { sub, record: toRecord(entry.new, access) } };
}

/** Whether a record that others refer to with `via` fulfils what is asked of it otherwise than before. */
function decidesAnew({ collection, old, new: next }: FeedEntry, access: Access): boolean {
  const holds = (rule: Bound, row: Row | null) => row?.deleted_at === null && evaluate(rule, row, () => undefined);
  return viasIn(access.rule("list")).some(
    (via) => via.collection === collection && holds(via.rule, old) !== holds(via.rule, next),
  );
}

/** Reads what a condition asks for through references. */
async function readTargets(
  { tenant, old, new: next }: FeedEntry,
  shown: Bound,
  reader: DataReader,
  targets: Targets,
): Promise<void> {
  for (const { collection, target } of viasIn(shown))
    for (const row of [old, next]) {
      const id = target.kind === "literal" ? target.value : row?.[target.name];
      if (typeof id !== "string" || targets.has(`${collection}\n${id}`)) continue;
      const where = idIs(id);
      const [record] = await reader.find({ collection, tenant, where, deleted: "exclude", sort: [], limit: 1 });
      targets.set(`${collection}\n${id}`, record);
    }
}

type Via<E extends Expr | Bound> = Extract<E, { op: "via" }>;

function viasIn<E extends Expr | Bound>(condition: E): readonly Via<E>[] {
  switch (condition.op) {
    case "via":
      return [condition as Via<E>];
    case "and":
    case "or":
      return condition.of.flatMap((part) => viasIn(part as E));
    case "not":
      return viasIn(condition.of as E);
    default:
      return [];
  }
}
