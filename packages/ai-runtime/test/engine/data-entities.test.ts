import type { Json, SessionEvent } from "@mozaiks/contracts";
import { afterEach, describe, expect, it } from "vitest";
import { runSession } from "../../src/engine/run-session.ts";
import { type DocumentStore, revisionOf, tenantOf } from "../../src/ports.ts";
import { replayLog } from "../../src/replay/replay-log.ts";
import type { ToolFunction } from "../../src/tool.ts";
import { type Engine, outline, startEngine, tenant } from "./harness.ts";
import { buildDefinition, type ManifestParts } from "./manifest-builder.ts";
import { type Reply, scriptedModel } from "./scripted-model.ts";

let engine: Engine;
afterEach(() => engine[Symbol.asyncDispose]());

type Entity = NonNullable<NonNullable<ManifestParts["variables"]>[number]["entity"]>;

/** A note with a schema that is written at once, under the chat's id, unless a test wants something else. */
function define(entity: Partial<Entity> = {}, parts: ManifestParts = {}) {
  return buildDefinition({
    tools: [{ name: "set" }, { name: "fail" }],
    variables: [
      { name: "topic" },
      {
        name: "note",
        type: "object",
        source: "data_entity",
        schema: { type: "object", properties: { text: { type: "string" } }, required: ["text"] },
        entity: {
          collection: "notes",
          key: "{{ chat_id }}",
          loads: false,
          write_strategy: "immediate",
          ...entity,
        },
      },
    ],
    ...parts,
  });
}

const set: ToolFunction = (values, { context }) => {
  for (const [name, value] of Object.entries(values)) context.set(name, value);
  return "set";
};
const fail: ToolFunction = (values, tool) => {
  set(values, tool);
  throw new Error("after all");
};
const note = (text: string): Reply => ({ calls: [["set", { note: { text } }]] });

async function start(definition: ReturnType<typeof define>, replies: readonly Reply[], worker = true): Promise<Engine> {
  engine = await startEngine({ definition, model: scriptedModel({ A: replies }), tools: { set, fail }, worker });
  return engine;
}

const notes = async (app = tenant) => engine.store.documents.find(app, "notes", { where: [], limit: 100 });
const isWrite = ({ type }: SessionEvent): boolean => type === "data_written";

/** Lets a test hold and count the writes of documents. */
function watchPuts(
  before: (attempt: number) => Promise<void> | void,
  after: (attempt: number) => Promise<void> | void,
) {
  const { documents } = engine.store;
  const revisions: string[] = [];
  const watched: DocumentStore = {
    ...documents,
    async put(app, collection, document, revision) {
      revisions.push(revision);
      const attempt = revisions.length;
      await before(attempt);
      const isWritten = await documents.put(app, collection, document, revision);
      await after(attempt);
      return isWritten;
    },
  };
  Object.assign(engine.ports, { documents: watched });
  return revisions;
}

/** Runs the session until `reached`, then loses it as a killed process would. */
async function runAndDie(chat: string, reached: Promise<void>): Promise<void> {
  const lease = new AbortController();
  const drain = new AbortController().signal;
  void runSession({ ...engine.ports, drain }, { tenant, chat_id: chat, signal: lease.signal });
  await reached;
  lease.abort(new Error("killed"));
  engine.ports.log.forget(tenant, chat);
}

const never = (): Promise<void> => new Promise(() => undefined);

describe("a data_entity", () => {
  it("is written as soon as a tool has set it, before anybody goes on", async () => {
    const definition = define();
    await start(definition, [note("first"), "done"]);
    const chat = await engine.open();
    await engine.say(chat, "go");
    const log = await engine.ended(chat);
    expect(outline(log).slice(4)).toEqual([
      "tool_call",
      "usage_update",
      "context_update",
      "tool_result{ok}",
      "data_written",
      "agent_message{A}",
      "usage_update",
      "run_paused{user}",
    ]);
    const update = log.find((event) => event.type === "context_update");
    expect(update).toMatchObject({
      changes: { note: { text: "first" } },
      entities: [{ variable: "note", collection: "notes", id: chat }],
    });
    expect(log.find(isWrite)).toMatchObject({ written: [{ collection: "notes", id: chat, seq: update?.seq }] });
    expect(await notes()).toEqual([{ id: chat, text: "first" }]);
    expect(replayLog(definition, log).difference).toBeUndefined();
  });

  it.each<[string, Json, string]>([
    ["does not fit its schema", { text: 7 }, "cannot take this value: /text must be string"],
    ["is no object", "text", "cannot take this value"],
    ["is null", null, "cannot be written: a document cannot be unset"],
    ["brings an id", { text: "a", id: "b" }, "cannot be written: id is the document's own"],
  ])("is a tool's error when the value %s, and nothing is written", async (_what, value, error) => {
    await start(define(), [{ calls: [["set", { note: value }]] }, "done"]);
    const chat = await engine.open();
    await engine.say(chat, "go");
    const log = await engine.ended(chat);
    expect(log.find((event) => event.type === "tool_result")).toMatchObject({
      status: "error",
      error: { detail: expect.stringContaining(error) },
    });
    expect(log.some(isWrite)).toBe(false);
    expect(await notes()).toEqual([]);
  });

  it("is not written when the tool fails after it has set it", async () => {
    await start(define(), [{ calls: [["fail", { note: { text: "no" } }]] }, "done"]);
    const chat = await engine.open();
    await engine.say(chat, "go");
    await engine.ended(chat);
    expect(await notes()).toEqual([]);
  });

  it("is written where its key points to when it is set, which needs a value", async () => {
    const replies: Reply[] = [
      note("too early"),
      { calls: [["set", { topic: "tea", note: { text: "green" } }]] },
      { calls: [["set", { topic: "milk" }]] },
      note("warm"),
      "done",
    ];
    await start(define({ key: "topic-{{ topic }}" }), replies);
    const chat = await engine.open();
    await engine.say(chat, "go");
    const log = await engine.ended(chat);
    expect(log.find((event) => event.type === "tool_result")).toMatchObject({
      error: { detail: "context variable note cannot be written: its key topic-{{ topic }} is not set" },
    });
    expect(await notes()).toEqual([
      { id: "topic-milk", text: "warm" },
      { id: "topic-tea", text: "green" },
    ]);
  });

  it("waits for the end of the workflow when it is to, and then has its last value in each document", async () => {
    const definition = define(
      { write_strategy: "on_workflow_end", key: "{{ topic }}" },
      {
        agents: ["A", "B"],
        handoffs: [{ source: "A", target: "terminate", stage: "after", condition: 'topic == "end"' }],
      },
    );
    await start(definition, [
      { calls: [["set", { topic: "tea", note: { text: "green" } }]] },
      note("black"),
      "a pause is no end",
      { calls: [["set", { topic: "end", note: { text: "last" } }]] },
      "bye",
    ]);
    const chat = await engine.open();
    await engine.say(chat, "go");
    expect((await engine.ended(chat)).some(isWrite)).toBe(false);
    expect(await notes()).toEqual([]);
    await engine.say(chat, "end");
    const log = await engine.ended(chat, 2);
    expect(outline(log).slice(-2)).toEqual(["data_written", "workflow_complete{terminate}"]);
    expect(log.filter(isWrite)).toHaveLength(1);
    expect(await notes()).toEqual([
      { id: "end", text: "last" },
      { id: "tea", text: "black" },
    ]);
    expect(replayLog(definition, log).difference).toBeUndefined();
  });

  it("is what the document holds when the next session begins, and is changed there", async () => {
    const definition = define(
      { key: "{{ user_id }}", loads: true },
      { agents: [{ name: "A", context: ["note"] }], tools: [{ name: "set" }] },
    );
    await start(definition, [note("mine"), "done", "hello", "who are you"]);
    const seen: unknown[] = [];
    for (const user_id of ["ann", "ann", "bob"]) {
      const chat = await engine.open({ user_id });
      await engine.sessions.submit(tenant, chat, { type: "user_message", content: "go" }, user_id);
      const log = await engine.ended(chat);
      expect(replayLog(definition, log).difference).toBeUndefined();
      seen.push(log.find((event) => event.type === "context_update")?.changes);
    }
    expect(seen).toEqual([{}, { note: { text: "mine" } }, {}]);
    expect(await notes()).toEqual([{ id: "ann", text: "mine" }]);
  });

  it("never reads or writes a document of another app", async () => {
    await start(define({ key: "{{ user_id }}", loads: true }), [note("one"), "done", note("two"), "done"]);
    const other = tenantOf("other");
    for (const app of [tenant, other]) {
      const { chat_id } = await engine.sessions.execute(app, { user_id: "ann", workflow_id: "Test" }, "hi");
      const status = async () => (await engine.store.session(app, chat_id))?.status;
      await expect.poll(status, { timeout: 5_000 }).toBe("paused");
      const { events } = await engine.store.read(app, chat_id);
      expect(events.find((event) => event.type === "context_update")?.changes).toEqual({});
    }
    expect([await notes(), await notes(other)]).toEqual([[{ id: "ann", text: "one" }], [{ id: "ann", text: "two" }]]);
  });
});

describe("the write of a data_entity", () => {
  it("is made by the next runner when the first one dies between the log and the write", async () => {
    const definition = define();
    await start(definition, [note("kept"), "done"], false);
    const reached = Promise.withResolvers<void>();
    const revisions = watchPuts(
      (attempt) => (attempt === 1 ? (reached.resolve(), never()) : undefined),
      () => undefined,
    );
    const chat = await engine.open();
    await engine.say(chat, "go");
    await runAndDie(chat, reached.promise);
    expect(await notes()).toEqual([]);
    await engine.startWorker();
    const log = await engine.ended(chat);
    expect(await notes()).toEqual([{ id: chat, text: "kept" }]);
    expect(new Set(revisions).size).toBe(1);
    expect(revisions).toHaveLength(2);
    expect(log.filter(isWrite)).toHaveLength(1);
    expect(replayLog(definition, log).difference).toBeUndefined();
  });

  it("changes nothing when it is made again after somebody else has written, because its runner died before it said so", async () => {
    await start(define({ key: "shared" }), [note("first"), "done"], false);
    const reached = Promise.withResolvers<void>();
    watchPuts(
      () => undefined,
      (attempt) => (attempt === 1 ? (reached.resolve(), never()) : undefined),
    );
    const chat = await engine.open();
    await engine.say(chat, "go");
    await runAndDie(chat, reached.promise);
    const later = revisionOf(new Date(Date.now() + 1).toISOString(), 1, "another chat");
    await engine.store.documents.put(tenant, "notes", { id: "shared", text: "second" }, later);
    await engine.startWorker();
    const log = await engine.ended(chat);
    expect(log.filter(isWrite)).toHaveLength(1);
    expect(await notes()).toEqual([{ id: "shared", text: "second" }]);
  });

  it.each<[string, Reply]>([
    ["fails", new Error("no model")],
    ["is cancelled", "never said"],
  ])("is made although the run %s meanwhile", async (what, reply) => {
    const definition = define();
    await start(definition, [note("kept"), reply], false);
    const reached = Promise.withResolvers<void>();
    watchPuts(
      (attempt) => (attempt === 1 ? (reached.resolve(), never()) : undefined),
      () => undefined,
    );
    const chat = await engine.open();
    await engine.say(chat, "go");
    await runAndDie(chat, reached.promise);
    if (what === "is cancelled") await engine.send(chat, { type: "cancel" });
    await engine.startWorker();
    const log = await engine.until(
      chat,
      (events) => events.some(isWrite) && events.some(({ type }) => /^workflow_(failed|cancelled)$/.test(type)),
    );
    expect(await notes()).toEqual([{ id: chat, text: "kept" }]);
    expect(replayLog(definition, log).difference).toBeUndefined();
  });

  it("is left to the session it belongs to, not to its copies", async () => {
    await start(
      define(
        { write_strategy: "on_workflow_end" },
        {
          handoffs: [{ source: "A", target: "terminate", stage: "after", condition: 'topic == "end"' }],
        },
      ),
      [note("draft"), "a pause", { calls: [["set", { topic: "end" }]] }, "bye"],
    );
    const chat = await engine.open();
    await engine.say(chat, "go");
    const log = await engine.ended(chat);
    const copy = await engine.sessions.fork(tenant, chat, log.length);
    await engine.say(copy.chat_id, "end");
    const ended = await engine.ended(copy.chat_id, 2);
    expect(ended.at(-1)).toMatchObject({ type: "workflow_complete" });
    expect(await notes()).toEqual([]);
  });

  it("keeps the order of a session's writes even when its clock goes back", async () => {
    let now = new Date("2026-06-01T00:00:00.000Z");
    engine = await startEngine({
      definition: define(),
      model: scriptedModel({ A: [note("first"), "done", note("second"), "done"] }),
      tools: { set, fail },
      clock: { now: () => now },
    });
    const chat = await engine.open();
    await engine.say(chat, "go");
    await engine.ended(chat);
    now = new Date("2026-05-01T00:00:00.000Z");
    await engine.say(chat, "again");
    await engine.ended(chat, 2);
    expect(await notes()).toEqual([{ id: chat, text: "second" }]);
  });
});
