import { MozaiksError } from "@mozaiks/contracts";
import { afterEach, describe, expect, it } from "vitest";
import type { Definition } from "../../src/definitions/definition.ts";
import { runSession } from "../../src/engine/run-session.ts";
import { type DocumentStore, revisionOf } from "../../src/ports.ts";
import { replayLog } from "../../src/replay/replay-log.ts";
import { type Engine, startEngine, tenant } from "./harness.ts";
import { defineNote, isWrite, note, noteTools } from "./note-workflow.ts";
import { type Reply, scriptedModel } from "./scripted-model.ts";

let engine: Engine;
afterEach(() => engine[Symbol.asyncDispose]());

async function start(definition: Definition, replies: readonly Reply[], worker = true): Promise<void> {
  engine = await startEngine({ definition, model: scriptedModel({ A: replies }), tools: noteTools, worker });
}

const notes = async (app = tenant) => engine.store.documents.find(app, "notes", { where: [], limit: 100 });

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

describe("the write of a data_entity", () => {
  it("is made by the next runner when the first one dies between the log and the write", async () => {
    const definition = defineNote();
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
    await start(defineNote({ key: "shared" }), [note("first"), "done"], false);
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
    const definition = defineNote();
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

  it.each(["find", "put"] as const)("waits for a store that cannot be reached: %s", async (method) => {
    const definition = defineNote(
      {},
      {
        tools: [{ name: "set" }],
        variables: [
          ...defineNote().manifest.variables,
          {
            name: "others",
            type: "array",
            source: "data_reference",
            reference: { collection: "notes", where: [], limit: 9, refresh: "once" },
          },
        ],
      },
    );
    await start(definition, [note("kept"), "done"], false);
    let failures = 0;
    const documents: DocumentStore = { ...engine.store.documents };
    Object.assign(documents, {
      [method]: (...args: readonly unknown[]) => {
        failures += 1;
        if (failures === 1) return Promise.reject(new MozaiksError("store.unavailable"));
        return (engine.store.documents[method] as (...all: readonly unknown[]) => unknown)(...args);
      },
    });
    Object.assign(engine.ports, { documents });
    await engine.startWorker();
    const chat = await engine.open();
    await engine.say(chat, "go");
    const log = await engine.ended(chat);
    expect(log.at(-1)).toMatchObject({ type: "run_paused" });
    expect(failures).toBe(2);
    expect(await notes()).toEqual([{ id: chat, text: "kept" }]);
    expect(replayLog(definition, log).difference).toBeUndefined();
  });

  it("follows the end of a workflow that a manager model has chosen", async () => {
    const definition = defineNote(
      { write_strategy: "on_workflow_end" },
      { agents: ["A", "B"], pattern: "AutoPattern", manager: { settings: {} }, human_in_the_loop: false },
    );
    engine = await startEngine({
      definition,
      model: scriptedModel({
        manager: ['{"speaker":"A"}', '{"speaker":"user"}'],
        A: [note("kept"), "done"],
      }),
      tools: noteTools,
    });
    const chat = await engine.open();
    await engine.say(chat, "go");
    const log = await engine.until(chat, (events) => events.some(isWrite));
    const spent = log.flatMap((event) => (event.type === "usage_update" ? [event.tokens.total_tokens] : []));
    const end = log.find((event) => event.type === "workflow_complete");
    // The manager's last call, which ends the run, is part of it.
    expect(end?.tokens).toBe(spent.reduce((sum, tokens) => sum + tokens, 0));
    expect(await notes()).toEqual([{ id: chat, text: "kept" }]);
    expect(replayLog(definition, log).difference).toBeUndefined();
  });

  it("is left to the session it belongs to, not to its copies", async () => {
    await start(
      defineNote(
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
      definition: defineNote(),
      model: scriptedModel({ A: [note("first"), "done", note("second"), "done"] }),
      tools: noteTools,
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
