import type { CollectionApi, Filter, ListOptions, ListPage, RecordOf } from "../definition/record-types.ts";
import { createLiveList, type LiveList } from "./live-list.ts";
import type { ProblemError } from "./problem-error.ts";
import type { RealtimeConnection, WireRecord } from "./realtime-connection.ts";
import type { Sender } from "./send-request.ts";
import { toCel } from "./to-cel.ts";

/** What a subscription tells. A record may be told of more than once, never older than before. */
export interface ChangeHandlers<R> {
  /** Told from now on; what was known before has to be listed. Again when something may have been missed. */
  ready?(): void;
  created?(record: R): void;
  /** Also of a record that was not known. */
  updated?(record: R): void;
  /** Deleted, or no longer visible or in the filter. */
  removed?(id: string): void;
  /** The connection is lost; it is being made again. */
  lost?(): void;
  /** The app refuses: nothing more is told. */
  refused?(problem: ProblemError): void;
}

export interface LiveOptions<R> {
  readonly filter?: Filter<R>;
  readonly sort?: string;
  /** The order, when `sort` has a decimal field. */
  readonly compare?: (left: R, right: R) => number;
  /** Records that the list holds; 1,000 when left out. */
  readonly limit?: number;
}

/** A collection as it is on the server, and what happens to it. */
export type CollectionClient<C> = CollectionApi<C> & {
  subscribe(options: { readonly filter?: Filter<RecordOf<C>> }, handlers: ChangeHandlers<RecordOf<C>>): () => void;
  live(options?: LiveOptions<RecordOf<C>>): LiveList<RecordOf<C>>;
};

/** What the client needs of a collection whose shape it does not know. */
interface AnyCollection {
  list(options?: ListOptions<WireRecord>): Promise<ListPage<WireRecord>>;
  [method: string]: unknown;
}

export function createCollectionClient(name: string, sender: Sender, connection: RealtimeConnection): AnyCollection {
  const path = `/api/${name}`;
  const pathOf = (id: string) => `${path}/${encodeURIComponent(id)}`;

  interface WriteOptions {
    readonly version?: number;
    readonly idempotencyKey?: string;
  }
  const write = (
    method: string,
    to: string,
    body: unknown,
    { version, idempotencyKey = sender.newKey() }: WriteOptions = {},
  ) =>
    sender.send(method, to, {
      idempotencyKey,
      ...(body !== undefined && { body }),
      ...(version !== undefined && { headers: { "if-match": `"${version}"` } }),
    });
  const subOf = (filter: object | undefined): string => {
    const condition = toCel(filter);
    return condition === undefined ? name : `${name}:${condition}`;
  };
  const list = async ({ filter, ...query }: ListOptions<WireRecord> = {}) =>
    (await sender.send("GET", path, { query: { ...query, filter: toCel(filter) } })) as ListPage<WireRecord>;

  return {
    create: (data: unknown, options?: WriteOptions) => write("POST", path, data, options),
    get: (id: string, query?: { expand?: string }) => sender.send("GET", pathOf(id), { ...(query && { query }) }),
    list,
    update: (id: string, patch: unknown, options?: WriteOptions) => write("PATCH", pathOf(id), patch, options),
    delete: (id: string, options?: WriteOptions) => write("DELETE", pathOf(id), undefined, options),
    restore: (id: string, options?: WriteOptions) => write("POST", `${pathOf(id)}/restore`, undefined, options),
    count: async ({ filter }: { filter?: Filter<WireRecord> } = {}) =>
      (await list({ ...(filter && { filter }), limit: 1, count: true })).total,
    subscribe: ({ filter }: { filter?: object }, handlers: ChangeHandlers<WireRecord>) => {
      const versions = new Map<string, number>();
      return connection.listen(subOf(filter), {
        onReady: () => handlers.ready?.(),
        onChange(change) {
          if (change.name === "removed") {
            versions.delete(change.id);
            handlers.removed?.(change.id);
            return;
          }
          const { id, version } = change.record;
          if ((versions.get(id) ?? 0) >= version) return;
          versions.set(id, version);
          handlers[change.name]?.(change.record);
        },
        onLost: () => handlers.lost?.(),
        onFound: () => {},
        onRefused: (problem) => handlers.refused?.(problem),
        onBegin: () => versions.clear(),
      });
    },
    live: ({ filter, sort, compare, limit = 1000 }: LiveOptions<WireRecord> = {}) =>
      createLiveList({
        connection,
        sub: subOf(filter),
        sort,
        compare,
        limit,
        list: (page) => list({ ...page, ...(filter && { filter }), ...(sort !== undefined && { sort }) }),
      }),
  };
}
