import { isMozaiksError, MozaiksError } from "@mozaiks/contracts";
import { isConstant } from "../expression/expr.ts";
import { accessTo } from "../records/access.ts";
import { invalidRequest, type ItemError } from "../records/item-error.ts";
import { parseFilter } from "../records/parse-list.ts";
import type { Scope } from "../scope/scope.ts";

/** What somebody wants to hear of: the records of a collection that a list with this filter would show them. */
export interface Subscription {
  /** As it was asked for: `tasks`, `projects:archived == false`. Events carry it. */
  readonly sub: string;
  readonly collection: string;
  /** CEL as in a list. */
  readonly filter?: string;
}

export const maxSubscriptions = 20;

/**
 * The subscriptions of an address, each checked as the list it stands for would be.
 * @throws MozaiksError `request.invalid`; `auth.required`, `record.forbidden` for what this user could never list.
 */
export function parseSubscriptions(url: URL, scope: Scope): readonly Subscription[] {
  const subs = url.searchParams.getAll("sub");
  const errors: ItemError[] = [...url.searchParams.keys()]
    .filter((name) => name !== "sub")
    .map((name) => ({ path: `?${name}`, code: "unknown-field", message: "the only parameter is sub" }));
  if (subs.length === 0) errors.push(wrong("required", "names a collection: ?sub=tasks, ?sub=tasks:done == false"));
  if (subs.length > maxSubscriptions)
    errors.push(wrong("too-big", `a stream has at most ${maxSubscriptions} subscriptions`));
  if (new Set(subs).size < subs.length) errors.push(wrong("invalid", "names a subscription twice"));
  if (errors.length > 0) throw invalidRequest(errors);
  return subs.map((sub) => parseSubscription(sub, scope));
}

function parseSubscription(sub: string, scope: Scope): Subscription {
  const colon = sub.indexOf(":");
  const [collection, filter] = colon < 0 ? [sub, undefined] : [sub.slice(0, colon), sub.slice(colon + 1)];
  const known = scope.kernel.app.collections;
  const rule = known.get(collection)?.rules.get("list");
  if (!known.has(collection))
    throw invalidRequest([
      wrong(
        "unknown-field",
        `there is no collection ${JSON.stringify(collection)}; collections are ${[...known.keys()].join(", ")}`,
      ),
    ]);
  if (!scope.user && !rule?.isPublic) throw new MozaiksError("auth.required");
  const access = accessTo(collection, scope);
  try {
    parseFilter(filter, access);
  } catch (error) {
    throw inSubscription(error, sub);
  }
  const bound = access.rule("list");
  if (isConstant(bound) && !bound.value)
    throw new MozaiksError("record.forbidden", `You may not list records of ${collection}`);
  return { sub, collection, ...(filter !== undefined && { filter }) };
}

/** What is wrong with a filter, said of the parameter that it stands in. */
function inSubscription(thrown: unknown, sub: string): unknown {
  if (!isMozaiksError(thrown) || thrown.code !== "request.invalid") return thrown;
  const errors = (thrown.members?.["errors"] ?? []) as readonly ItemError[];
  return invalidRequest(errors.map((error) => ({ ...error, path: "?sub", message: `${sub}: ${error.message}` })));
}

const wrong = (code: ItemError["code"], message: string): ItemError => ({ path: "?sub", code, message });
