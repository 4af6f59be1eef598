import type { ListPage } from "../definition/record-types.ts";
import { backoffMs } from "./backoff.ts";
import { isPassing, isProblem, networkProblem, type ProblemError } from "./problem-error.ts";
import type { ChangeEvent, RealtimeConnection, WireRecord } from "./realtime-connection.ts";
import { compareBy } from "./compare-by.ts";

/** What a live list is at a moment; each state is a new object. */
export interface LiveState<R> {
  /** `loading`: nothing is known yet. `offline`: what is shown may be old, the connection is being made again. */
  readonly status: "loading" | "live" | "offline" | "failed";
  readonly items: readonly R[];
  /** There are more records than the list holds. */
  readonly isCut: boolean;
  /** Why it failed. */
  readonly problem?: ProblemError;
}

/**
 * A list that stays as the app's data is. It listens while somebody does. For React:
 * `useSyncExternalStore(list.subscribe, () => list.state)`.
 */
export interface LiveList<R> {
  readonly state: LiveState<R>;
  readonly items: readonly R[];
  /** Calls back after each change of the state. Returns how to stop. */
  readonly subscribe: (listener: () => void) => () => void;
}

export interface LiveParts<R> {
  readonly connection: RealtimeConnection;
  readonly sub: string;
  /** One page of the list. */
  list(page: { readonly limit: number; readonly cursor?: string }): Promise<ListPage<R>>;
  readonly sort?: string | undefined;
  readonly compare?: ((left: R, right: R) => number) | undefined;
  readonly limit: number;
}

const pageSize = 200;

export function createLiveList<R extends WireRecord>(parts: LiveParts<R>): LiveList<R> {
  const { connection, sub, limit } = parts;
  const compare = parts.compare ?? compareBy<R>(parts.sort);
  const listeners = new Set<() => void>();
  let state: LiveState<R> = { status: "loading", items: [], isCut: false };
  /** Changes since the list was asked for; undefined when no answer is waited for. */
  let missed: ChangeEvent[] | undefined;
  let run = 0;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let leave: (() => void) | undefined;

  function put(next: Partial<LiveState<R>>): void {
    state = { status: state.status, items: state.items, isCut: state.isCut, ...next };
    for (const listener of listeners) listener();
  }

  function stop(): void {
    run += 1;
    clearTimeout(retry);
    missed = undefined;
  }

  async function load(failures = 0): Promise<void> {
    stop();
    const own = run;
    missed = [];
    try {
      const { items, isCut } = await readPages();
      if (own !== run) return;
      const changes = missed ?? [];
      missed = undefined;
      put({ ...changed({ items, isCut }, changes), status: "live" });
    } catch (error) {
      if (own !== run) return;
      const problem = isProblem(error) ? error : networkProblem(error);
      if (!isPassing(problem)) {
        stop();
        return put({ status: "failed", problem });
      }
      put({ status: "offline" });
      retry = setTimeout(() => void load(failures + 1), backoffMs(failures + 1));
    }
  }

  async function readPages(): Promise<{ readonly items: readonly R[]; readonly isCut: boolean }> {
    const items: R[] = [];
    let cursor: string | undefined;
    do {
      const page = await parts.list({
        limit: Math.min(pageSize, limit - items.length),
        ...(cursor !== undefined && { cursor }),
      });
      items.push(...page.items);
      cursor = page.next_cursor ?? undefined;
    } while (cursor !== undefined && items.length < limit);
    return { items, isCut: cursor !== undefined };
  }

  /** The list after changes, of which older versions than those known count for nothing. */
  function changed(from: { readonly items: readonly R[]; readonly isCut: boolean }, changes: readonly ChangeEvent[]) {
    const byId = new Map(from.items.map((item) => [item.id, item]));
    for (const change of changes) {
      if (change.name === "removed") byId.delete(change.id);
      else if ((byId.get(change.record.id)?.version ?? 0) < change.record.version)
        byId.set(change.record.id, change.record as R);
    }
    const items = [...byId.values()].toSorted(compare);
    return { items: items.slice(0, limit), isCut: from.isCut || items.length > limit };
  }

  function onChange(change: ChangeEvent): void {
    if (missed) {
      missed.push(change);
      return;
    }
    if (state.status === "failed") return;
    const next = changed(state, [change]);
    // Of a list that is cut nobody knows what moves up, nor whether what comes in at its end is next.
    if (state.isCut && (next.items.length < limit || isLast(next.items, change))) void load();
    else put(next);
  }

  return {
    get state() {
      return state;
    },
    get items() {
      return state.items;
    },
    subscribe(listener) {
      listeners.add(listener);
      leave ??= connection.listen(sub, {
        onReady: () => void load(),
        onChange,
        onLost: () => put({ status: state.status === "loading" ? "loading" : "offline" }),
        onFound: () => {
          if (!missed) put({ status: "live" });
        },
        onRefused(problem) {
          stop();
          put({ status: "failed", problem });
        },
        onBegin() {
          stop();
          put({ status: "loading", items: [], isCut: false });
        },
      });
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0) return;
        leave?.();
        leave = undefined;
        stop();
      };
    },
  };
}

const isLast = (items: readonly WireRecord[], change: ChangeEvent): boolean =>
  change.name !== "removed" && items.at(-1)?.id === change.record.id;
