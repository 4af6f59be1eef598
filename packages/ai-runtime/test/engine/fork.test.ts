import { MozaiksError } from "@mozaiks/contracts";
import { applyEvent, emptyView } from "@mozaiks/contracts/fold";
import { afterEach, beforeEach, expect, it } from "vitest";
import { toFrame } from "../../src/engine/redaction.ts";
import { addUpload } from "../../src/engine/uploads.ts";
import { readArtifact } from "../../src/gateway/read-artifact.ts";
import type { SessionRecord, StoredEvent } from "../../src/ports.ts";
import { type Engine, outline, startEngine, tenant } from "./harness.ts";
import { buildDefinition } from "./manifest-builder.ts";
import { scriptedModel } from "./scripted-model.ts";

let engine: Engine;
let chat: string;
let log: readonly StoredEvent[];
const big = "x".repeat(40_000);

beforeEach(async () => {
  engine = await startEngine({
    definition: buildDefinition({
      tools: [
        { name: "write" },
        { name: "ask", ui: { component: "core.form", display: "inline", awaits_response: true, timeout_ms: 60_000 } },
      ],
      variables: [{ name: "mood" }],
      artifacts: [{ type: "doc", actions: [{ name: "update_state" }] }],
    }),
    model: scriptedModel({
      A: [{ calls: [["write"]] }, "written", { calls: [["ask"]] }, "thanks", "in the copy", "in the copy too"],
    }),
    tools: {
      write: async (_args, { artifacts, context }) => {
        context.set("mood", "good");
        return artifacts.create({ type: "doc", title: "Doc", state: { body: big } });
      },
    },
  });
  chat = await engine.open({ max_tokens: 1_000, claims: { plan: "pro" } });
  const upload = await addUpload(engine.ports.blobs, tenant, chat, {
    name: "a.txt",
    declaredType: "",
    bytes: new TextEncoder().encode("attached"),
  });
  await engine.say(chat, "one", { client_id: "c1", attachments: [{ upload_id: upload.upload_id }] });
  await engine.ended(chat);
  await engine.say(chat, "two", { client_id: "c2" });
  log = await engine.ended(chat, 2);
});
afterEach(() => engine[Symbol.asyncDispose]());

const endOf = (run: number): number => log.filter((event) => event.type === "run_paused")[run - 1]?.seq ?? 0;
const fork = (seq: number): Promise<SessionRecord> => engine.sessions.fork(tenant, chat, seq);

it("begins a new session with what happened up to the end of a run, and leaves the old one alone", async () => {
  const copy = await fork(endOf(1));
  expect(copy).toMatchObject({ user_id: "ann", workflow_id: "Test", workflow_version: "v1", status: "paused" });
  expect(copy.grant).toEqual({ max_tokens: 1_000 });
  const events = await engine.log(copy.chat_id);
  expect(outline(events)).toEqual(outline(log.slice(0, endOf(1))));
  expect(events[0]).toMatchObject({
    forked_from: { chat_id: chat, seq: endOf(1) },
    context: { claims: { plan: "pro" } },
  });
  expect(await engine.log(chat)).toEqual(log);
  await engine.say(copy.chat_id, "go on");
  const grown = await engine.ended(copy.chat_id, 2);
  expect(grown.findLast((event) => event.type === "agent_message")?.content).toBe("thanks");
  expect(await engine.log(chat)).toEqual(log);
});

it("keeps the conversation, the variables, the artifacts and the attachments", async () => {
  const copy = await fork(endOf(1));
  const { state } = await engine.ports.log.load(tenant, copy.chat_id);
  const original = (await engine.ports.log.load(tenant, chat)).state;
  expect(state.context["mood"]).toBe("good");
  expect(state.conversation).toEqual(original.conversation.slice(0, state.conversation.length));
  const artifactId = Object.keys(state.artifacts)[0] ?? "";
  await engine.sessions.erase(tenant, chat);
  const place = { tenant, chatId: copy.chat_id, artifactId };
  expect((await readArtifact(engine.ports, place)).state).toEqual({ body: big });
  await engine.say(copy.chat_id, "go on");
  await engine.ended(copy.chat_id, 2);
  const { requests } = engine.ports.models as ReturnType<typeof scriptedModel>;
  expect(JSON.stringify(requests.at(-1)?.messages)).toContain("attached");
});

it("counts no usage again", async () => {
  const copy = await fork(endOf(2));
  const events = await engine.log(copy.chat_id);
  const { usage } = events.map(toFrame).reduce(applyEvent, emptyView(copy.chat_id));
  expect([usage.total_tokens, usage.cost_usd]).toEqual([0, 0]);
  expect((await engine.ports.log.load(tenant, copy.chat_id)).state.usage.total_tokens).toBe(0);
});

it("takes client messages that the old session has had", async () => {
  const copy = await fork(endOf(1));
  await engine.say(copy.chat_id, "two", { client_id: "c2" });
  expect((await engine.ended(copy.chat_id, 2)).filter((event) => event.type === "user_message")).toHaveLength(2);
});

it("asks the open question again, and each session has its own answer", async () => {
  const copy = await fork(endOf(2));
  expect(await engine.store.session(tenant, copy.chat_id)).toMatchObject({ status: "paused" });
  const call = log.find((event) => event.type === "ui_tool_request")?.call_id ?? "";
  await engine.send(copy.chat_id, { type: "ui_tool_response", call_id: call, response: { a: 1 } });
  await engine.ended(copy.chat_id, 3);
  await engine.send(chat, { type: "ui_tool_response", call_id: call, response: { a: 2 } });
  await engine.ended(chat, 3);
  const answers = [];
  for (const id of [copy.chat_id, chat])
    answers.push((await engine.log(id)).findLast((event) => event.type === "tool_result")?.result);
  expect(answers).toEqual([{ a: 1 }, { a: 2 }]);
});

it("forks a session in which nothing has happened", async () => {
  const copy = await fork(1);
  expect(copy.status).toBe("created");
  expect(outline(await engine.log(copy.chat_id))).toEqual(["session_created"]);
});

it.each([
  ["a message", (): number => 2, "session.not-forkable"],
  ["the middle of a run", (): number => endOf(1) - 1, "session.not-forkable"],
  ["what has not happened", (): number => 999, "session.seq-ahead"],
] as const)("refuses %s", async (_what, seq, code) => {
  await expect(fork(seq())).rejects.toMatchObject({ code });
  expect((await engine.store.sessions(tenant, { limit: 10 })).sessions).toHaveLength(1);
});

it("refuses a session that is not there", async () => {
  await expect(engine.sessions.fork(tenant, "nobody", 1)).rejects.toThrow(MozaiksError);
});
