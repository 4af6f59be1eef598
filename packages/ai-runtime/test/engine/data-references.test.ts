import type { JsonObject } from "@mozaiks/contracts";
import { afterEach, describe, expect, it } from "vitest";
import { replayLog } from "../../src/replay/replay-log.ts";
import { type Document, revisionOf, tenantOf } from "../../src/ports.ts";
import { type Engine, startEngine, tenant } from "./harness.ts";
import { buildDefinition, type ManifestParts } from "./manifest-builder.ts";
import { scriptedModel } from "./scripted-model.ts";

let engine: Engine;
afterEach(() => engine[Symbol.asyncDispose]());

type Variable = NonNullable<ManifestParts["variables"]>[number];
type Reference = NonNullable<Variable["reference"]>;

const reference = (variable: Variable, more: Partial<Reference> = {}): Variable => ({
  type: "object",
  source: "data_reference",
  ...variable,
  reference: { collection: "orders", where: [], limit: variable.type === "array" ? 20 : 1, refresh: "once", ...more },
});

const of = (field: string, value: Reference["where"][number]["value"], operator: "eq" | "in" | "gte" = "eq") => ({
  field,
  operator,
  value,
});

const orders: readonly Document[] = [
  { id: "o1", owner: "ann", total: 10, status: "open" },
  { id: "o2", owner: "bob", total: 20, status: "open" },
  { id: "o3", owner: "ann", total: 30, status: "late" },
  { id: "o4", owner: "ann", total: 25, status: "done" },
];

async function put(documents: readonly Document[], app = tenant, collection = "orders"): Promise<void> {
  for (const [index, document] of documents.entries())
    await engine.store.documents.put(app, collection, document, revisionOf(new Date(index).toISOString(), 1, "seed"));
}

/** What a session's variables are after its first run, and what it notices. */
async function loaded(
  variables: readonly Variable[],
  { parts = {}, ...request }: { parts?: ManifestParts; claims?: JsonObject } = {},
) {
  const definition = buildDefinition({ variables, ...parts });
  engine = await startEngine({
    definition,
    model: scriptedModel({ A: ["hello", "again"] }),
    tools: { fetch: () => ({ owner: "bob" }) },
  });
  await put(orders);
  const chat = await engine.open(request);
  await engine.say(chat, "hi");
  const log = await engine.ended(chat);
  expect(replayLog(definition, log).difference).toBeUndefined();
  const update = log.find((event) => event.type === "context_update");
  const notices = log.flatMap((event) => (event.type === "notice" ? [event.detail] : []));
  return { changes: update?.changes, cause: update?.cause, notices };
}

describe("a data_reference", () => {
  it("holds the document that was written last among those that match, from before anybody speaks", async () => {
    const model = scriptedModel({ A: ["hello"] });
    const mine = reference({ name: "mine" }, { where: [of("owner", "{{ user_id }}"), of("total", 40, "gte")] });
    const definition = buildDefinition({
      agents: [{ name: "A", context: ["order", "mine"] }],
      variables: [reference({ name: "order" }, { where: [of("owner", "{{ user_id }}")] }), mine],
    });
    engine = await startEngine({ definition, model });
    await put(orders);
    const chat = await engine.open();
    await engine.say(chat, "hi");
    const log = await engine.ended(chat);
    expect(log.filter((event) => event.type === "context_update")).toMatchObject([
      { cause: "external:order,mine", changes: { order: orders[3] } },
    ]);
    expect(model.requests[0]?.system).toContain('order: {"id":"o4"');
    expect(model.requests[0]?.system).toContain("mine: null");
    expect(replayLog(definition, log).difference).toBeUndefined();
  });

  it("is a list when its type is array, in order, cut, with the members that are asked for", async () => {
    const { changes } = await loaded([
      reference(
        { name: "best", type: "array" },
        {
          where: [of("status", ["open", "late"], "in")],
          sort: { field: "total", descending: true },
          limit: 2,
          fields: ["id", "total"],
        },
      ),
      reference({ name: "none", type: "array" }, { where: [of("status", "lost")] }),
    ]);
    expect(changes).toEqual({
      best: [
        { id: "o3", total: 30 },
        { id: "o2", total: 20 },
      ],
      none: [],
    });
  });

  it("is one member of a document when its type is a text, a number or a boolean", async () => {
    const { changes } = await loaded([
      reference({ name: "total", type: "integer" }, { where: [of("id", "o1")], fields: ["total"] }),
    ]);
    expect(changes).toEqual({ total: 10 });
  });

  it.each<[string, Reference["where"], string | undefined]>([
    ["nothing matches", [of("owner", "cleo")], undefined],
    ["the value that is looked for is not set", [of("owner", "{{ nobody }}")], undefined],
    ["a part of it is not set", [of("owner", "{{ user_id }}{{ nobody }}")], undefined],
    [
      "a value is a list",
      [of("owner", "{{ many }}")],
      'variable.not-loaded order: owner cannot be compared by eq with ["ann","bob"]',
    ],
    ["a value would be a query elsewhere", [of("owner", "{{ evil }}")], undefined],
  ])("is its default when %s", async (_what, where, notice) => {
    const { notices, changes } = await loaded([
      { name: "nobody" },
      { name: "many", type: "array", default: ["ann", "bob"] },
      { name: "evil", default: "' OR 1=1 --" },
      reference({ name: "order", default: { id: "none" } }, { where }),
    ]);
    const chat = (await engine.store.sessions(tenant, { limit: 1 })).sessions[0]?.chat_id ?? "";
    const [created] = await engine.log(chat);
    expect(created).toMatchObject({ context: { order: { id: "none" } } });
    expect(changes).toEqual({});
    expect(notices.map((detail) => `variable.not-loaded ${detail}`)).toEqual(notice === undefined ? [] : [notice]);
  });

  it("is looked up with what tools have loaded and what follows from that, whatever the order in the file", async () => {
    const { changes } = await loaded(
      [
        reference({ name: "latest", inputs: ["first"] }, { where: [of("total", "{{ first }}", "gte")] }),
        reference(
          { name: "first", type: "integer", inputs: ["owner"] },
          { where: [of("owner", "{{ owner }}")], fields: ["total"] },
        ),
        { name: "owner", source: "computed", expression: "string(profile.owner)", inputs: ["profile"] },
        { name: "profile", type: "object", source: "external", tool: "fetch" },
      ],
      { parts: { tools: [{ name: "fetch", idempotent: true }], agents: [{ name: "A", tools: [] }] } },
    );
    expect(changes).toMatchObject({ profile: { owner: "bob" }, owner: "bob", first: 20, latest: { id: "o4" } });
  });

  it.each<[string, Variable, Partial<Reference>, RegExp]>([
    ["does not fit its type", { name: "order", type: "boolean" }, { fields: ["total"] }, /order: \/ must be boolean/],
    [
      "does not fit its schema",
      { name: "order", schema: { required: ["price"] } },
      {},
      /order: \/ must have required property 'price'/,
    ],
    ["is larger than 64 KiB", { name: "order" }, { collection: "big" }, /order: it is larger than 64 KiB/],
  ])("stays as it was, with a notice, when what is found %s", async (_what, variable, more, notice) => {
    const definition = buildDefinition({ variables: [reference(variable, more)] });
    engine = await startEngine({ definition, model: scriptedModel({ A: ["hello"] }) });
    await put(orders);
    await put([{ id: "b", text: "x".repeat(70_000) }], tenant, "big");
    const chat = await engine.open();
    await engine.say(chat, "hi");
    const log = await engine.ended(chat);
    expect(log.find((event) => event.type === "notice")).toMatchObject({
      code: "variable.not-loaded",
      detail: expect.stringMatching(notice),
    });
    expect(log.find((event) => event.type === "context_update")).toMatchObject({ changes: {} });
  });

  it("is looked up once in a session, or in each run", async () => {
    const definition = buildDefinition({
      variables: [
        reference({ name: "first" }, { where: [of("owner", "ann")] }),
        reference({ name: "fresh" }, { where: [of("owner", "ann")], refresh: "per_run" }),
      ],
    });
    engine = await startEngine({ definition, model: scriptedModel({ A: ["one", "two", "three"] }) });
    await put(orders);
    const chat = await engine.open();
    await engine.say(chat, "hi");
    await engine.ended(chat);
    await engine.store.documents.put(tenant, "orders", { id: "o5", owner: "ann" }, revisionOf("2026", 1, "x"));
    await engine.say(chat, "again");
    await engine.ended(chat, 2);
    await engine.say(chat, "and again");
    const log = await engine.ended(chat, 3);
    expect(log.flatMap((event) => (event.type === "context_update" ? [[event.cause, event.changes]] : []))).toEqual([
      ["external:first,fresh", { first: orders[3], fresh: orders[3] }],
      ["refreshed:fresh", { fresh: { id: "o5", owner: "ann" } }],
      ["refreshed:fresh", {}],
    ]);
    expect(replayLog(definition, log).difference).toBeUndefined();
  });

  it("never holds a document of another app", async () => {
    const definition = buildDefinition({
      variables: [reference({ name: "all", type: "array" }, { fields: ["id"] })],
    });
    engine = await startEngine({ definition, model: scriptedModel({ A: ["hello", "hello"] }) });
    await put(orders);
    const other = tenantOf("other");
    await put([{ id: "theirs" }], other);
    const seen: unknown[] = [];
    for (const app of [tenant, other]) {
      const { chat_id } = await engine.sessions.execute(app, { user_id: "ann", workflow_id: "Test" }, "hi");
      const status = async () => (await engine.store.session(app, chat_id))?.status;
      await expect.poll(status, { timeout: 5_000 }).toBe("paused");
      const { events } = await engine.store.read(app, chat_id);
      seen.push(events.find((event) => event.type === "context_update")?.changes);
    }
    expect(seen).toEqual([
      { all: [{ id: "o4" }, { id: "o3" }, { id: "o2" }, { id: "o1" }] },
      { all: [{ id: "theirs" }] },
    ]);
  });

  it("cannot be set by tools", async () => {
    const definition = buildDefinition({ tools: [{ name: "set" }], variables: [reference({ name: "order" })] });
    engine = await startEngine({
      definition,
      model: scriptedModel({ A: [{ calls: [["set"]] }, "no"] }),
      tools: { set: (_args, { context }) => context.set("order", { id: "mine" }) },
    });
    const chat = await engine.open();
    await engine.say(chat, "hi");
    const log = await engine.ended(chat);
    expect(log.find((event) => event.type === "tool_result")).toMatchObject({
      status: "error",
      error: { detail: "context variable order is read-only (source: data_reference)" },
    });
  });
});
