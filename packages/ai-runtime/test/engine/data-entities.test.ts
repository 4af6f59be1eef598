import type { Json } from "@mozaiks/contracts";
import { afterEach, describe, expect, it } from "vitest";
import type { Definition } from "../../src/definitions/definition.ts";
import { tenantOf } from "../../src/ports.ts";
import { replayLog } from "../../src/replay/replay-log.ts";
import { type Engine, outline, startEngine, tenant } from "./harness.ts";
import { defineNote, isWrite, note, noteTools } from "./note-workflow.ts";
import { type Reply, scriptedModel } from "./scripted-model.ts";

let engine: Engine;
afterEach(() => engine[Symbol.asyncDispose]());

async function start(definition: Definition, replies: readonly Reply[], worker = true): Promise<void> {
  engine = await startEngine({ definition, model: scriptedModel({ A: replies }), tools: noteTools, worker });
}

const notes = async (app = tenant) => engine.store.documents.find(app, "notes", { where: [], limit: 100 });

describe("a data_entity", () => {
  it("is written as soon as a tool has set it, before anybody goes on", async () => {
    const definition = defineNote();
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
    await start(defineNote(), [{ calls: [["set", { note: value }]] }, "done"]);
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
    await start(defineNote(), [{ calls: [["fail", { note: { text: "no" } }]] }, "done"]);
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
    await start(defineNote({ key: "topic-{{ topic }}" }), replies);
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
    const definition = defineNote(
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
    const definition = defineNote(
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
    await start(defineNote({ key: "{{ user_id }}", loads: true }), [note("one"), "done", note("two"), "done"]);
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
