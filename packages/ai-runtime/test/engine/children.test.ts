import { afterEach, expect, it } from "vitest";
import { runSession } from "../../src/engine/run-session.ts";
import { type Engine, outline, startEngine, tenant } from "./harness.ts";
import { buildDefinition, type ManifestParts } from "./manifest-builder.ts";
import { heldReply, type Reply, scriptedModel } from "./scripted-model.ts";

let engine: Engine;
afterEach(() => engine[Symbol.asyncDispose]());

const research = { name: "research", kind: "workflow", workflow: "Research" } as const;
const childParts: ManifestParts = {
  workflow_id: "Research",
  agents: ["R"],
  human_in_the_loop: false,
  startup_mode: "BackendOnly",
  variables: [{ name: "topic" }],
};

async function start(
  replies: Record<string, readonly Reply[]>,
  parent: ManifestParts = {},
  child: ManifestParts = {},
  options: { worker?: boolean } = {},
): Promise<{ chat: string; model: ReturnType<typeof scriptedModel> }> {
  const model = scriptedModel(replies);
  engine = await startEngine({
    definition: buildDefinition({ agents: ["A"], tools: [research], ...parent }),
    others: [buildDefinition({ ...childParts, ...child })],
    model,
    ...options,
  });
  const chat = await engine.open();
  await engine.say(chat, "go");
  return { chat, model };
}

const childOf = (log: Awaited<ReturnType<Engine["log"]>>): string =>
  log.find((event) => event.type === "child_started")?.child_chat_id ?? "";

it("carries a call out in a session of its own, and its result is the tool's", async () => {
  const { chat, model } = await start({
    A: [{ calls: [["research", { input: "owls" }]] }, "Owls it is."],
    R: ["They hoot."],
  });
  const log = await engine.ended(chat, 2);
  expect(outline(log).slice(4)).toEqual([
    "tool_call",
    "usage_update",
    "child_started",
    "run_paused{children}",
    "child_completed",
    "run_started{response}",
    "tool_result{ok}",
    "agent_message{A}",
    "usage_update",
    "run_paused{user}",
  ]);
  const child = await engine.log(childOf(log));
  expect(outline(child)).toEqual([
    "session_created",
    "user_message",
    "run_started{parent}",
    "agent_selected{R, initial}",
    "agent_message{R}",
    "usage_update",
    "workflow_complete{user}",
  ]);
  expect(child[0]).toMatchObject({ parent: { chat_id: chat, depth: 1 } });
  expect(model.requests.at(-1)?.messages.at(-1)).toMatchObject({ role: "tool", result: "They hoot." });
});

it("runs several at once, and goes on when the last has reported", async () => {
  const calls = [
    ["research", { input: "one" }],
    ["research", { input: "two" }],
  ] as const;
  const { chat } = await start({ A: [{ calls }, "both"], R: ["first", "second"] });
  const log = await engine.ended(chat, 2);
  expect(new Set(log.flatMap((event) => (event.type === "child_started" ? [event.child_chat_id] : []))).size).toBe(2);
  expect(outline(log).filter((line) => line === "run_started{response}")).toHaveLength(1);
  expect(log.flatMap((event) => (event.type === "tool_result" ? [event.status] : []))).toEqual(["ok", "ok"]);
});

it("gives arguments that are no message to the child's variables", async () => {
  const parameters = { type: "object", properties: { topic: { type: "string" } }, required: ["topic"] };
  const { chat } = await start(
    { A: [{ calls: [["research", { topic: "owls" }]] }, "ok"], R: ["done"] },
    { tools: [{ ...research, parameters }] },
  );
  const child = await engine.log(childOf(await engine.ended(chat, 2)));
  expect(child[0]).toMatchObject({ context: { topic: "owls" } });
});

it.each<[string, Record<string, readonly Reply[]>, ManifestParts, string]>([
  [
    "a workflow that is not there",
    { A: [{ calls: [["research", { input: "x" }]] }, "ok"] },
    { workflow_id: "Other" },
    "workflow.not-found",
  ],
  [
    "a child that fails",
    { A: [{ calls: [["research", { input: "x" }]] }, "ok"], R: [new Error("boom")] },
    { max_duration_ms: 1 },
    "child.failed",
  ],
])("makes %s the call's error, which the agent is told", async (_what, replies, child, code) => {
  const failing = code === "child.failed" ? { ...replies, R: [heldReply("slow").reply] } : replies;
  const { chat } = await start(failing, {}, child);
  const log = await engine.until(chat, (events) => outline(events).at(-1) === "run_paused{user}");
  expect(log.find((event) => event.type === "tool_result")).toMatchObject({ status: "error", error: { code } });
});

it("hands over to a workflow by a rule, and the source goes on with its result", async () => {
  const { chat, model } = await start(
    { A: ["Let me see.", "The report says they hoot."], R: ["They hoot."] },
    {
      variables: [
        {
          name: "seen",
          type: "boolean",
          default: false,
          triggers: [{ type: "agent_text", match: { contains: "hoot" }, set: true }],
        },
      ],
      handoffs: [
        { source: "A", target: "workflow:Research", stage: "after", condition: "seen == false" },
        { source: "A", target: "terminate", stage: "after" },
      ],
    },
  );
  const log = await engine.ended(chat, 2);
  expect(outline(log)).toContain("child_started");
  expect(outline(log).at(-1)).toBe("workflow_complete{terminate}");
  expect(model.requests.at(-1)?.messages.at(-1)).toMatchObject({
    role: "tool",
    name: "Research",
    result: "They hoot.",
  });
});

it("counts the turns before and after a workflow as one series: a rule that always calls it comes to an end", async () => {
  const { chat } = await start(
    {},
    { handoffs: [{ source: "A", target: "workflow:Research", stage: "after" }], max_turns: 4 },
  );
  const log = await engine.until(chat, (events) => outline(events).at(-1) === "workflow_complete{max_turns}");
  expect(outline(log).filter((line) => line === "child_started")).toHaveLength(3);
});

it("lets the model hand over to a workflow, by a tool whose name every provider takes", async () => {
  const { chat, model } = await start(
    { A: [{ calls: [["transfer_to_workflow_Research"]] }, "They hoot."], R: ["They hoot, a lot."] },
    { handoffs: [{ source: "A", target: "workflow:Research", stage: "llm", condition: "when facts are needed" }] },
  );
  const log = await engine.until(chat, (events) => outline(events).at(-1) === "run_paused{user}");
  expect(model.requests[0]?.tools.map((tool) => tool.name)).toEqual(["research", "transfer_to_workflow_Research"]);
  expect(outline(log)).toContain("child_started");
  expect(model.requests.at(-1)?.messages.at(-1)).toMatchObject({ role: "tool", result: "They hoot, a lot." });
});

it("stops the child when the parent is stopped", async () => {
  const held = heldReply("digging");
  const { chat } = await start({ A: [{ calls: [["research", { input: "x" }]] }], R: [held.reply] });
  await held.started;
  await engine.send(chat, { type: "cancel" });
  const log = await engine.ended(chat, 2);
  expect(outline(log).slice(-2)).toEqual(["tool_result{cancelled}", "workflow_cancelled"]);
  expect(outline(await engine.ended(childOf(log))).at(-1)).toBe("workflow_cancelled");
});

it("finds the child it started when its runner died before it could say so, and starts no second one", async () => {
  const { chat } = await start(
    { A: [{ calls: [["research", { input: "x" }]] }, "ok"], R: ["found"] },
    {},
    {},
    { worker: false },
  );
  const lease = new AbortController();
  const execute = engine.ports.sessions.execute.bind(engine.ports.sessions);
  const dying = {
    ...engine.ports,
    drain: new AbortController().signal,
    sessions: {
      ...engine.ports.sessions,
      execute: async (...args: Parameters<typeof execute>) => {
        const session = await execute(...args);
        lease.abort(new Error("killed"));
        return session;
      },
    },
  };
  await runSession(dying, { tenant, chat_id: chat, signal: lease.signal });
  engine.ports.log.forget(tenant, chat);
  await engine.startWorker();
  const log = await engine.until(chat, (events) => outline(events).at(-1) === "run_paused{user}");
  expect(outline(log).filter((line) => line === "child_started")).toHaveLength(1);
  expect(outline(log).at(-1)).toBe("run_paused{user}");
  const { sessions } = await engine.store.sessions(tenant, { limit: 10 });
  expect(sessions).toHaveLength(2);
});

it("reports again after a crash between a child's end and its report, and the parent counts it once", async () => {
  const { chat } = await start(
    { A: [{ calls: [["research", { input: "x" }]] }, "ok"], R: ["found"] },
    {},
    {},
    { worker: false },
  );
  const drain = new AbortController().signal;
  const run = (chatId: string, sessions = engine.ports.sessions): Promise<void> =>
    runSession({ ...engine.ports, sessions, drain }, { tenant, chat_id: chatId, signal: drain });
  await run(chat);
  const child = childOf(await engine.log(chat));
  const lost = { ...engine.ports.sessions, reportChild: () => Promise.reject(new Error("killed")) };
  await expect(run(child, lost)).rejects.toThrow("killed");
  await run(child);
  await run(child);
  await engine.startWorker();
  const log = await engine.ended(chat, 2);
  expect(outline(log).filter((line) => line === "child_completed")).toHaveLength(1);
  expect(log.find((event) => event.type === "tool_result")).toMatchObject({ status: "ok", result: "found" });
});

it("stops calling deeper at the fifth level", async () => {
  const model = scriptedModel({
    A: [{ calls: [["research", { input: "x" }]] }, "top"],
    R: Array.from({ length: 5 }, () => ({ calls: [["research", { input: "deeper" }]] as const })),
  });
  engine = await startEngine({
    definition: buildDefinition({ agents: ["A"], tools: [research] }),
    others: [buildDefinition({ ...childParts, tools: [research] })],
    model,
  });
  const chat = await engine.open();
  await engine.say(chat, "go");
  await engine.ended(chat, 2);
  const { sessions } = await engine.store.sessions(tenant, { limit: 20 });
  expect(sessions).toHaveLength(6);
});
