import { afterEach, beforeEach, expect, it } from "vitest";
import type { StoredEvent } from "../../src/ports.ts";
import { type Engine, outline, startEngine, tenant } from "./harness.ts";
import { buildDefinition } from "./manifest-builder.ts";
import { heldReply, scriptedModel } from "./scripted-model.ts";

let engine: Engine;
let chat: string;
let artifact: string;
let published: unknown[];
const held = { before: heldReply(""), tool: Promise.withResolvers<void>() };

beforeEach(async () => {
  published = [];
  held.before = heldReply("later");
  held.tool = Promise.withResolvers<void>();
  const definition = buildDefinition({
    agents: [{ name: "A", tools: ["write", "rewrite"] }],
    tools: [
      { name: "write" },
      { name: "rewrite" },
      {
        name: "publish",
        parameters: { type: "object", properties: { artifact_id: { type: "string" }, to: { type: "string" } } },
      },
      { name: "hand_over" },
    ],
    artifacts: [
      {
        type: "note",
        schema: { type: "object", properties: { text: { type: "string" } } },
        actions: [
          { name: "update_state" },
          { name: "publish", tool: "publish" },
          { name: "review", tool: "hand_over" },
          { name: "launch_workflow", workflow: "Test" },
        ],
      },
      { type: "locked", actions: [] },
    ],
  });
  const model = scriptedModel({
    A: [{ calls: [["write"]] }, "written", { calls: [["rewrite"]] }, "rewritten", "and on"],
  });
  engine = await startEngine({
    definition,
    model,
    tools: {
      write: async (_args, { artifacts }) => {
        await artifacts.create({ type: "note", title: "Note", state: { text: "one", done: false } });
        return artifacts.create({ type: "locked", title: "Locked", state: 1 });
      },
      rewrite: async (_args, { artifacts }) => {
        const id = artifacts.list()[0]?.artifact_id ?? "";
        await artifacts.update(id, (state) => ({ ...(state as object), text: "rewritten" }));
        await held.tool.promise;
      },
      publish: (args) => {
        published.push(args);
        return "It is out.";
      },
      hand_over: () => ({ handoff_to: "A" }),
    },
  });
  chat = await engine.open({ claims: { plan: "pro" } });
  await engine.say(chat, "go");
  const log = await engine.ended(chat);
  artifact = log.find((event) => event.type === "artifact_created")?.artifact_id ?? "";
});
afterEach(() => engine[Symbol.asyncDispose]());

const act = (action: string, more: object = {}): Promise<number | undefined> =>
  engine.send(chat, { type: "artifact_action", artifact_id: artifact, action, ...more });
const replace = (path: string, value: unknown): object => ({ payload: [{ op: "replace", path, value }] });

async function settled(): Promise<readonly StoredEvent[]> {
  for (;;) {
    const session = await engine.store.session(tenant, chat);
    if (session && !session.runnable) return engine.log(chat);
    await engine.until(chat, () => true);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

it("lets a person change what the type allows, without a run, and says who it was", async () => {
  const before = await engine.log(chat);
  const seq = await act("update_state", { ...replace("/text", "two"), expected_version: 1, client_id: "c1" });
  expect(await act("update_state", { ...replace("/text", "two"), expected_version: 1, client_id: "c1" })).toBe(seq);
  const added = (await settled()).slice(before.length);
  expect(added).toMatchObject([
    {
      type: "artifact_updated",
      artifact_id: artifact,
      version: 2,
      patch: [{ op: "replace", path: "/text", value: "two" }],
      by: "ann",
      client_id: "c1",
      seq,
    },
  ]);
});

it.each([
  ["an older version", "update_state", { ...replace("/text", "x"), expected_version: 7 }, "artifact.version-conflict"],
  ["a patch that does not apply", "update_state", { payload: [{ op: "remove", path: "/a/b" }] }, "artifact.invalid"],
  ["a payload that is no patch", "update_state", { payload: { text: "x" } }, "artifact.invalid"],
  ["a state the type cannot have", "update_state", replace("/text", 3), "artifact.invalid"],
  ["an action that is not declared", "delete_all", {}, "artifact.action-not-allowed"],
  ["arguments the tool does not take", "publish", { payload: { to: 3 } }, "message.invalid"],
  ["a payload that is no object", "publish", { payload: [1] }, "message.invalid"],
  ["another version for a tool", "publish", { expected_version: 2 }, "artifact.version-conflict"],
  ["an unknown artifact", "update_state", { artifact_id: "art_none" }, "artifact.not-found"],
  ["the name of what every object has", "update_state", { artifact_id: "constructor" }, "artifact.not-found"],
])("refuses %s and records nothing", async (_what, action, more, code) => {
  const before = await engine.log(chat);
  await expect(act(action, more)).rejects.toMatchObject({ code });
  expect(await engine.log(chat)).toEqual(before);
});

it("refuses everything that the type does not declare", async () => {
  const log = await engine.log(chat);
  const locked = log.find((event) => event.type === "artifact_created" && event.artifact_type === "locked");
  const artifact_id = locked?.type === "artifact_created" ? locked.artifact_id : "";
  await expect(act("update_state", { ...replace("", 2), artifact_id })).rejects.toMatchObject({
    code: "artifact.action-not-allowed",
  });
});

it("carries an action out by its tool, once, in a run of its own and without a model", async () => {
  const before = await engine.log(chat);
  const seq = await act("publish", { payload: { to: "all" }, client_id: "c1" });
  const added = (await engine.ended(chat, 2)).slice(before.length);
  expect(outline(added)).toEqual([
    "artifact_action",
    "run_started{response}",
    "agent_selected{A, fallback}",
    "tool_call",
    "tool_result{ok}",
    "run_paused{user}",
  ]);
  expect(published).toEqual([{ artifact_id: artifact, to: "all" }]);
  expect(await act("publish", { payload: { to: "all" }, client_id: "c1" })).toBe(seq);
  expect(published).toHaveLength(1);
});

it("tells the agents afterwards what the person did", async () => {
  await act("publish");
  await engine.ended(chat, 2);
  await engine.say(chat, "and now?");
  held.tool.resolve();
  await engine.ended(chat, 3);
  const { model } = { model: engine.ports.models as ReturnType<typeof scriptedModel> };
  expect(model.requests.at(-2)?.messages.slice(-2)).toEqual([
    { role: "user", content: 'The user chose publish for the artifact "Note". It is out.' },
    { role: "user", content: "and now?" },
  ]);
});

it("lets the tool of an action hand over to an agent, which then speaks", async () => {
  const before = await engine.log(chat);
  held.tool.resolve();
  await act("review");
  const added = (await engine.ended(chat, 2)).slice(before.length);
  expect(outline(added)).toEqual(expect.arrayContaining(["agent_selected{A, handoff}", "agent_message{A}"]));
});

it("lets a person change an artifact while a tool does, and keeps both", async () => {
  await engine.say(chat, "rewrite it");
  await engine.until(chat, (events) => events.filter((event) => event.type === "tool_call").length === 2);
  await act("update_state", replace("/done", true));
  await act("publish");
  held.tool.resolve();
  const log = await engine.ended(chat, 3);
  expect(log.filter((event) => event.type === "artifact_updated")).toMatchObject([
    { version: 2, by: "ann" },
    { version: 3, patch: [{ op: "replace", path: "/text", value: "rewritten" }] },
  ]);
  expect((await engine.ports.log.load(tenant, chat)).state.artifacts[artifact]?.state).toEqual({
    text: "rewritten",
    done: true,
  });
  expect(published).toHaveLength(1);
});

it("opens the workflow of launch_workflow once, with the artifact, and sends the reader there", async () => {
  const before = await engine.log(chat);
  const seq = await act("launch_workflow", { client_id: "c1", payload: { note: "hi" } });
  expect(await act("launch_workflow", { client_id: "c1", payload: { note: "hi" } })).toBe(seq);
  const added = (await settled()).slice(before.length);
  expect(added).toMatchObject([{ type: "navigate", workflow_id: "Test", artifact_id: artifact, by: "ann" }]);
  const [navigate] = added;
  const opened = navigate?.type === "navigate" ? (navigate.to_chat_id ?? "") : "";
  expect(await engine.store.session(tenant, opened)).toMatchObject({ user_id: "ann", workflow_id: "Test" });
  const [created] = await engine.log(opened);
  expect(created).toMatchObject({
    context: { claims: { plan: "pro" }, ui: { note: "hi", artifact: { title: "Note", version: 1 } } },
  });
  expect((await engine.store.sessions(tenant, { limit: 10 })).sessions).toHaveLength(2);
});

it("drops an action that a Stop comes before", async () => {
  await engine.say(chat, "rewrite it");
  await engine.until(chat, (events) => events.filter((event) => event.type === "tool_call").length === 2);
  await act("publish");
  await engine.send(chat, { type: "cancel" });
  held.tool.resolve();
  const log = await engine.until(chat, (events) => events.some((event) => event.type === "workflow_cancelled"));
  expect(outline(log).at(-1)).toBe("workflow_cancelled");
  await settled();
  expect(published).toEqual([]);
});
