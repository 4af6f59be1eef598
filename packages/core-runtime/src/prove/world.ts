import type { Json } from "@mozaiks/contracts";
import type { Change, DataEngine } from "../data/data-engine.ts";
import { globalTenant, type Row } from "../data/row.ts";
import type { CompiledApp, CompiledCollection } from "../definition/compiled-app.ts";
import type { AppDefinition } from "../definition/app.ts";
import { always } from "../expression/expr.ts";
import { testIdentity, tokenOf } from "../identity/test-identity.ts";
import { silentLog } from "../log.ts";
import { type OpenApp, openApp } from "../open-app.ts";
import { type Actor, type Cast, castOf, membersOf, testUserOf } from "./cast.ts";
import { createOracle, type Oracle } from "./oracle.ts";
import { recordingEngine } from "./recording-engine.ts";
import { type RecordMaker, recordMaker, type Surroundings } from "./record-maker.ts";
import { seededRandom, type SeededRandom } from "./seeded-random.ts";
import { createTruth, markOf } from "./truth.ts";

/** A request as the prover makes it. */
export interface ProverRequest {
  readonly method: string;
  readonly path: string;
  readonly body?: Json | undefined;
  readonly headers?: Readonly<Record<string, string>>;
  /** A route of the app is meant, not the generated operation that it may stand for. */
  readonly isRoute?: boolean;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The parsed body; undefined when it is no JSON. */
  readonly json: Json | undefined;
  /** What the request changed in the store. */
  readonly changes: readonly Change[];
}

/** An open app full of people and records, with all that is needed to know what it should answer. */
export interface World extends AsyncDisposable {
  readonly app: OpenApp;
  readonly compiled: CompiledApp;
  /** In the order in which checks look at them. */
  readonly collections: readonly CompiledCollection[];
  readonly cast: Cast;
  readonly oracle: Oracle;
  readonly random: SeededRandom;
  readonly maker: RecordMaker;
  readonly requests: () => number;
  readonly send: (actor: Actor, request: ProverRequest) => Promise<Answer>;
  /** The response as it is: for streams. */
  readonly ask: (actor: Actor, request: ProverRequest) => Promise<Response>;
  /** A route of the app stands where a generated operation would be. */
  isOverridden(request: ProverRequest): boolean;
  /** What data of an organisation, or of the whole app, is made of; `home` is where people are named from. */
  readonly surroundings: (collection: CompiledCollection, home: string) => Surroundings;
  /** Puts a row into the store, past the app. Undefined when the store refuses it: a value that must be unique. */
  put(collection: CompiledCollection, tenant: string, owner: string | null, values: Values): Promise<Row | undefined>;
  readonly take: (collection: CompiledCollection, row: Row) => Promise<void>;
  /** Data of organisations other than the actor's that stands in a text. */
  readonly foreignDataIn: (text: string, actor: Actor) => readonly string[];
}

export type Values = Readonly<Record<string, Json>> & { readonly deleted_at?: string | null };

export interface WorldOptions {
  readonly seed: number;
  readonly tenants: number;
  readonly engine: DataEngine;
  /** The app as it is run; the oracle knows it as it is defined. */
  readonly running?: AppDefinition;
  /** The collection to look at first. */
  readonly first?: string | undefined;
  /** Stands between the app and the store. */
  readonly between?: (engine: DataEngine) => DataEngine;
}

const start = Date.parse("2026-01-01T12:00:00.000Z");

export async function openWorld(definition: AppDefinition, options: WorldOptions): Promise<World> {
  const { compiled } = definition;
  const random = seededRandom(options.seed);
  const cast = castOf(compiled.roles, options.tenants);
  const truth = createTruth();
  let changes: Change[] = [];
  const store = recordingEngine(options.engine, (committed) => {
    truth.record(committed);
    changes.push(...committed);
  });
  let [ids, texts, requests, ticks] = [0, 0, 0, 0];
  const newId = () => `01900000-0000-7000-8000-${(ids += 1).toString(16).padStart(12, "0")}`;
  const now = () => new Date(start + ticks * 1000);
  const app = await openApp(options.running ?? definition, {
    engine: options.between ? options.between(store) : store,
    identity: testIdentity(undefined),
    log: silentLog,
    mode: "test",
    now,
    newId,
  });
  function systemRow(tenant: string, id: string, owner: string | null) {
    const at = now().toISOString();
    return { tenant, id, owner, version: 1, created_at: at, updated_at: at, deleted_at: null };
  }

  const ask: World["ask"] = (actor, { method, path, body, headers = {} }) => {
    requests += 1;
    ticks += 1;
    changes = [];
    const user = testUserOf(actor);
    return app.fetch(
      new Request(`http://app.test${path}`, {
        method,
        headers: {
          ...(user && { authorization: `Bearer ${tokenOf(user)}` }),
          ...(body !== undefined && { "content-type": "application/json" }),
          ...headers,
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      }),
    );
  };

  const send: World["send"] = async (actor, request) => {
    const response = await ask(actor, request);
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, json: jsonOf(text), changes };
  };

  // Their accounts and memberships are made when they first come.
  for (const actor of cast.actors) await send(actor, { method: "GET", path: "/api/auth/me" });
  requests = 0;
  return {
    app,
    compiled,
    collections: [...compiled.collections.values()].toSorted(
      (left, right) => Number(right.name === options.first) - Number(left.name === options.first),
    ),
    cast,
    oracle: createOracle(compiled, truth, now),
    random,
    maker: recordMaker(compiled, random, now()),
    requests: () => requests,
    send,
    ask,
    isOverridden: ({ method, path, isRoute }) =>
      !isRoute &&
      compiled.routes.some((route) => route.method === method && patternOf(route.path).test(path.split("?")[0] ?? "")),
    surroundings: ({ isGlobal }, home) => ({
      text: () => `${isGlobal ? "global" : markOf(home)}${(texts += 1)}`,
      idsOf: (collection) =>
        collection === "users"
          ? membersOf(cast, home)
          : truth
              .rows(collection, compiled.collections.get(collection)?.isGlobal ? globalTenant : home)
              .filter(({ deleted_at }) => deleted_at === null)
              .map(({ id }) => id),
    }),
    async put({ name }, tenant, owner, values) {
      const row: Row = { ...systemRow(tenant, newId(), owner), ...values };
      const outcome = await store.apply([{ kind: "insert", collection: name, row, guard: always }]);
      return "changes" in outcome ? row : undefined;
    },
    take: async ({ name }, { tenant, id }) => {
      const row = truth.row(name, tenant, id);
      if (row)
        await store.apply([{ kind: "remove", collection: name, tenant, id, ifVersion: row.version, guard: always }]);
    },
    foreignDataIn: (text, { tenant }) => truth.foreignMarks(text, tenant),
    [Symbol.asyncDispose]: () => app[Symbol.asyncDispose](),
  };
}

const patternOf = (path: string): RegExp =>
  new RegExp(`^${path.replaceAll(/[.*+?^$()|[\]\\]/g, "\\$&").replaceAll(/\{\w+\}/g, "[^/]+")}$`);

function jsonOf(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}
