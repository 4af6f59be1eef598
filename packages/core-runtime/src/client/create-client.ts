import type { Routes, RouteTypesOf } from "../definition/route.ts";
import type { Collections } from "../sdk/db.ts";
import { type AuthClient, createAuthClient } from "./auth-client.ts";
import { type CollectionClient, createCollectionClient } from "./collection-client.ts";
import { createOrganizationsClient, type OrganizationsClient } from "./organizations-client.ts";
import { createRealtimeConnection } from "./realtime-connection.ts";
import { type ClientOptions, createSender } from "./send-request.ts";

export interface BatchOperation {
  readonly method: "GET" | "POST" | "PATCH" | "DELETE";
  /** `/api/tasks`, `/api/tasks/<id>`. */
  readonly path: string;
  readonly body?: unknown;
  /** The version that the record must have. */
  readonly version?: number;
}

export interface BatchResult {
  readonly status: number;
  readonly body?: unknown;
}

/** A route of the app; any when the app's routes are not known to the types. */
type RouteName<R> = keyof R extends never ? string : keyof R & string;
type InputOf<R, Name> = Name extends keyof R ? RouteTypesOf<R[Name]> : { params: object; query: object; body: unknown };
type OutputOf<R, Name> = Name extends keyof R ? RouteTypesOf<R[Name]>["output"] : unknown;

export interface CallOptions<
  Input extends { readonly params?: unknown; readonly query?: unknown; readonly body?: unknown },
> {
  readonly params?: Input["params"];
  readonly query?: Input["query"];
  readonly body?: Input["body"];
  readonly idempotencyKey?: string;
  readonly signal?: AbortSignal;
}

interface ClientParts<C, R> {
  readonly auth: AuthClient;
  readonly organizations: OrganizationsClient;
  /** Members of the active organisation. */
  readonly users: {
    list(): Promise<readonly { readonly id: string; readonly name: string; readonly email: string }[]>;
  };
  /** At most 100 operations on records, all or none; a failure says in `problem.index` which. */
  batch(operations: readonly BatchOperation[], options?: { idempotencyKey?: string }): Promise<readonly BatchResult[]>;
  /** A route of the app: `client.call("POST /api/quick-add", { body: { text } })`. */
  readonly call: <Name extends RouteName<R>>(
    route: Name,
    options?: CallOptions<InputOf<R, Name>>,
  ) => Promise<OutputOf<R, Name>>;
  /** A collection by its name, also one that is called as something the client has itself. */
  collection<Name extends keyof C & string>(name: Name): CollectionClient<C[Name]>;
}

/** An app as its user sees it: its collections by name, and what every app has. */
export type Client<C = Collections, R = Routes> = {
  readonly [Name in Exclude<keyof C, keyof ClientParts<C, R>>]: CollectionClient<C[Name]>;
} & ClientParts<C, R>;

/**
 * A client of an app, in a browser or a program. It is typed by the app's own types: `mozaiks app dev` writes them to
 * `mozaiks.d.ts`. All it does throws ProblemErrors. What is done with records and routes is tried up to four times when there
 * was no answer or the app asks for it: reads always, writes once it is known that somebody is signed in, as they carry a key of
 * that user by which they are carried out once.
 */
export function createClient<C = Collections, R = Routes>(options: ClientOptions = {}): Client<C, R> {
  const sender = createSender(options);
  const connection = createRealtimeConnection(sender);
  const collections = new Map<string, unknown>();
  const collection = (name: string): unknown => {
    const known = collections.get(name) ?? createCollectionClient(name, sender, connection);
    collections.set(name, known);
    return known;
  };
  const parts: { readonly [Name in keyof ClientParts<C, R>]: unknown } = {
    auth: createAuthClient(sender, connection.restart),
    organizations: createOrganizationsClient(sender),
    users: { list: () => listUsers(sender) },
    async batch(operations: readonly BatchOperation[], { idempotencyKey = sender.newKey() } = {}) {
      const steps = operations.map(({ version, ...step }) => ({
        ...step,
        ...(version !== undefined && { if_match: `"${version}"` }),
      }));
      const answer = await sender.send("POST", "/api/batch", { body: { operations: steps }, idempotencyKey });
      return (answer as { readonly results: readonly BatchResult[] }).results;
    },
    async call(route: string, { params = {}, query, body, ...given }: CallOptions<UntypedInput> = {}) {
      const [method = "", path = ""] = route.split(" ");
      const filled = path.replaceAll(/\{(\w+)\}|:(\w+)/g, (_all, braced: string, named: string) =>
        encodeURIComponent(String(params[braced ?? named])),
      );
      const idempotencyKey = method === "GET" ? undefined : sender.newKey();
      return sender.send(method, filled, { idempotencyKey, ...given, body, ...(query && { query }) });
    },
    collection,
  };
  return new Proxy(parts, {
    get(own, name) {
      if (name in own) return own[name as keyof typeof own];
      // A client that is awaited by mistake is no promise.
      return typeof name !== "string" || name === "then" ? undefined : collection(name);
    },
  }) as Client<C, R>;
}

interface UntypedInput {
  readonly params: Readonly<Record<string, unknown>>;
  readonly query: Readonly<Record<string, string>>;
  readonly body: unknown;
}

async function listUsers(sender: ReturnType<typeof createSender>): Promise<readonly unknown[]> {
  const users: unknown[] = [];
  let cursor: string | undefined;
  do {
    const page = (await sender.send("GET", "/api/users", { query: { limit: 200, cursor } })) as {
      readonly items: readonly unknown[];
      readonly next_cursor?: string | null;
    };
    users.push(...page.items);
    cursor = page.next_cursor ?? undefined;
  } while (cursor !== undefined);
  return users;
}
