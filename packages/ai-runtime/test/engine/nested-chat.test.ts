import { afterEach, describe, expect, it } from "vitest";
import type { HandoffManifest, NestedChatManifest } from "../../src/definitions/manifest.ts";
import { runSession } from "../../src/engine/run-session.ts";
import type { StoredEvent } from "../../src/ports.ts";
import { replayLog } from "../../src/replay/replay-log.ts";
import type { ToolFunction } from "../../src/tool.ts";
import { type Engine, outline, startEngine, tenant } from "./harness.ts";
import { buildDefinition, type ManifestParts } from "./manifest-builder.ts";
import { heldReply, type Reply, type ScriptedModel, scriptedModel } from "./scripted-model.ts";

let engine: Engine;
afterEach(() => engine[Symbol.asyncDispose]());

const once = [
  {
    name: "asked",
    type: "boolean",
    default: false,
    triggers: [{ type: "agent_text", agent: "A", match: { contains: "settled" }, set: true }],
  },
] as const;

type Rule = Omit<HandoffManifest, "id">;

function nested(stage: Rule["stage"], chat: Partial<NestedChatManifest> = {}, more: Partial<Rule> = {}): Rule {
  const { agents = ["R", "C"], ...rest } = chat;
  return {
    source: "A",
    target: `nested_chat:${agents.join("_")}`,
    nested: { agents, rounds: 1, result: "last", ...rest },
    stage,
    ...(stage === "after" && { condition: "asked == false" }),
    ...more,
  };
}

interface Scene extends ManifestParts {
  readonly run?: Record<string, ToolFunction>;
  readonly worker?: boolean;
}

async function start(
  script: Record<string, readonly Reply[]>,
  { run = {}, worker = true, ...parts }: Scene,
): Promise<{ chat: string; model: ScriptedModel; definition: ReturnType<typeof buildDefinition> }> {
  const model = scriptedModel(script);
  const definition = buildDefinition({ agents: ["A", "R", "C", "B"], variables: once, ...parts });
  engine = await startEngine({ definition, model, tools: run, worker });
  const chat = await engine.open();
  await engine.say(chat, "go");
  return { chat, model, definition };
}

const paused = (chat: string): Promise<readonly StoredEvent[]> =>
  engine.until(chat, (events) => outline(events).at(-1) === "run_paused{user}");
const childrenOf = (log: readonly StoredEvent[]): readonly string[] =>
  log.flatMap((event) => (event.type === "child_started" ? [event.child_chat_id] : []));
const speakers = (log: readonly StoredEvent[]): string =>
  log.flatMap((event) => (event.type === "agent_selected" ? [event.agent] : [])).join(" ");
const told = (model: ScriptedModel, agent: string): unknown =>
  model.requests
    .filter((request) => request.agent === agent)
    .map(({ messages }) =>
      messages.map((message) => (message.role === "tool" ? message.result : `${message.role}: ${message.content}`)),
    );

describe("a nested chat", () => {
  it("is a session of its agents, who hear the last message and each other; the source goes on with the last reply", async () => {
    const { chat, model, definition } = await start(
      { A: ["Hm.", "It is settled."], R: ["Owls hoot."], C: ["They do."] },
      { handoffs: [nested("after")] },
    );
    const log = await paused(chat);
    expect(outline(log).slice(6)).toEqual([
      "agent_selected{A, handoff}",
      "tool_call",
      "child_started",
      "run_paused{children}",
      "child_completed",
      "run_started{response}",
      "tool_result{ok}",
      "agent_message{A}",
      "context_update",
      "usage_update",
      "run_paused{user}",
    ]);
    const [child = ""] = childrenOf(log);
    const inner = await engine.log(child);
    expect(outline(inner)).toEqual([
      "session_created",
      "user_message",
      "run_started{parent}",
      "agent_selected{R, round_robin}",
      "agent_message{R}",
      "usage_update",
      "agent_selected{C, round_robin}",
      "agent_message{C}",
      "usage_update",
      "workflow_complete{rounds}",
    ]);
    expect(inner[0]).toMatchObject({ nested: { agents: ["R", "C"] }, parent: { chat_id: chat, depth: 1 } });
    expect(log.find(({ type }) => type === "child_started")).toMatchObject({ agents: ["R", "C"] });
    expect(told(model, "C")).toEqual([["user: Hm.", "user: R: Owls hoot."]]);
    expect(told(model, "A")).toEqual([["user: go"], ["user: go", "assistant: Hm.", "user: C: They do."]]);
    for (const each of [log, inner]) expect(replayLog(definition, each).difference).toBeUndefined();
  });

  it("goes round as often as it says, and gives all that was said", async () => {
    const { chat, model } = await start(
      { A: ["Hm.", "It is settled."], R: ["one", "three"], C: ["two", "four"] },
      { handoffs: [nested("after", { rounds: 2, result: "all" })], max_turns: 3 },
    );
    const log = await paused(chat);
    expect(speakers(await engine.log(childrenOf(log)[0] ?? ""))).toBe("R C R C");
    expect(told(model, "A")).toMatchObject([{}, { 2: "user: R: one\n\nC: two\n\nR: three\n\nC: four" }]);
  });

  it("begins with its own message, over the variables as they are", async () => {
    const { chat, model } = await start(
      { A: ["Hm.", "It is settled."] },
      {
        handoffs: [nested("after", { message: "Judge {{ topic }} for {{ user_id }}." })],
        variables: [...once, { name: "topic", default: "owls" }],
      },
    );
    await paused(chat);
    expect(told(model, "R")).toEqual([["user: Judge owls for ann."]]);
  });

  it("has a copy of the variables, and what changes in it stays in it", async () => {
    const seen: unknown[] = [];
    let loads = 0;
    const { chat } = await start(
      { A: ["Hm.", "It is settled."], R: [{ calls: [["note"]] }, "noted"], C: [{ calls: [["note"]] }, "noted too"] },
      {
        handoffs: [nested("after")],
        variables: [
          ...once,
          { name: "count", type: "integer", default: 5 },
          { name: "plan", source: "external", tool: "load" },
        ],
        tools: [{ name: "note" }, { name: "load", idempotent: true }],
        run: {
          load: () => {
            loads += 1;
            return "pro";
          },
          note: (_args, { context }) => {
            seen.push(context.get("count"), context.get("plan"));
            context.set("count", Number(context.get("count")) + 1);
          },
        },
      },
    );
    const log = await paused(chat);
    expect([seen, loads]).toEqual([[5, "pro", 6, "pro"], 1]);
    expect(log.some((event) => event.type === "context_update" && "count" in event.changes)).toBe(false);
  });

  it("knows no rules, transfers, people or lifecycle tools of the chat", async () => {
    const { chat, model } = await start(
      { A: ["Hm.", "It is settled."], R: [{ calls: [["leave"]] }, "I stay."] },
      {
        handoffs: [
          nested("after"),
          { source: "R", target: "B", stage: "pre", condition: "true" },
          { source: "R", target: "B", stage: "llm", condition: "always" },
          { source: "R", target: "terminate", stage: "after" },
        ],
        tools: [{ name: "leave" }, { name: "greet", show: "none" }],
        lifecycle: [{ trigger: "before_chat", tool: "greet" }],
        run: { leave: () => ({ handoff_to: "B" }), greet: () => "hello" },
      },
    );
    const log = await paused(chat);
    const child = childrenOf(log)[0] ?? "";
    expect(speakers(await engine.log(child))).toBe("R C");
    expect(JSON.stringify(await engine.log(child))).not.toContain("lifecycle");
    expect(model.requests.find(({ agent }) => agent === "R")?.tools.map(({ name }) => name)).not.toContain(
      "transfer_to_B",
    );
    await expect(engine.say(child, "hello")).rejects.toMatchObject({ code: "session.no-chat" });
  });

  it("is heard by whoever speaks later in the outer conversation", async () => {
    const { chat, model } = await start(
      { A: ["Hm.", "It is settled."], R: ["Owls."], C: ["Yes."] },
      { handoffs: [nested("after"), { source: "A", target: "B", stage: "after" }] },
    );
    expect(speakers(await paused(chat))).toBe("A A B");
    expect(told(model, "B")).toEqual([["user: go", "user: A: Hm.", "user: C: Yes.", "user: A: It is settled."]]);
  });

  it("goes on with who is next when one of its agents has waited for a workflow", async () => {
    const model = scriptedModel({
      A: ["Hm.", "It is settled."],
      R: [{ calls: [["ask"]] }, "Owls."],
      C: ["Yes."],
      W: ["They hoot."],
    });
    const tools = [{ name: "ask", kind: "workflow", workflow: "Other" }] as const;
    engine = await startEngine({
      definition: buildDefinition({
        agents: ["A", "R", "C"],
        variables: once,
        tools,
        handoffs: [nested("after", { result: "all" })],
      }),
      others: [buildDefinition({ workflow_id: "Other", agents: ["W"], human_in_the_loop: false })],
      model,
    });
    const chat = await engine.open();
    await engine.say(chat, "go");
    const log = await paused(chat);
    expect(speakers(await engine.log(childrenOf(log)[0] ?? ""))).toBe("R C");
    expect(log.find(({ type }) => type === "tool_result")).toMatchObject({ result: "R: Owls.\n\nC: Yes." });
  });

  it("may use the tokens that are left of the conversation", async () => {
    const model = scriptedModel({ A: ["Hm.", "It is settled."] });
    const definition = buildDefinition({ agents: ["A", "R", "C"], variables: once, handoffs: [nested("after")] });
    engine = await startEngine({ definition, model, enforceBudget: true });
    const chat = await engine.open({ max_tokens: 100 });
    await engine.say(chat, "go");
    const child = await engine.store.session(tenant, childrenOf(await paused(chat))[0] ?? "");
    expect(child?.grant).toEqual({ max_tokens: 85 });
  });

  it("that fails is told as such, and the source goes on", async () => {
    const { chat, model } = await start(
      { A: ["Hm.", "It is settled."], R: [new Error("boom")] },
      { handoffs: [nested("after")] },
    );
    const log = await paused(chat);
    expect(log.find(({ type }) => type === "tool_result")).toMatchObject({ error: { code: "child.failed" } });
    expect(JSON.stringify(told(model, "A"))).toContain("user: Nested chat of R, C: Error: ");
  });
});

describe("a rule with a nested chat as target", () => {
  it("is evaluated afresh when the source has spoken: one that stays true goes on to the limit of turns", async () => {
    const { chat } = await start({}, { handoffs: [nested("after", {}, { condition: "true" })], max_turns: 3 });
    const log = await engine.until(chat, (events) => outline(events).at(-1) === "workflow_complete{max_turns}");
    expect([speakers(log), childrenOf(log).length]).toEqual(["A A A", 2]);
  });

  it("before the source speaks, is not tried again in that selection, although it still holds", async () => {
    const { chat, model } = await start(
      { A: ["It is settled."], R: ["Owls."], C: ["Yes."] },
      { handoffs: [nested("pre", {}, { condition: "asked == false" })] },
    );
    expect(speakers(await paused(chat))).toBe("A");
    expect(told(model, "A")).toEqual([["user: go", "user: C: Yes."]]);
  });

  it("of another agent that is handed over to, lets that agent go on", async () => {
    const { chat, model } = await start(
      { A: ["Over to B."], C: ["Yes."] },
      {
        handoffs: [{ source: "A", target: "B", stage: "after" }, nested("pre", {}, { source: "B", condition: "true" })],
      },
    );
    expect(speakers(await paused(chat))).toBe("A B");
    expect(told(model, "B")).toEqual([["user: go", "user: A: Over to B.", "user: C: Yes."]]);
  });

  it("is offered to the model by the names of its agents, two of one agent side by side", async () => {
    const { chat, model } = await start(
      {
        A: [{ calls: [["transfer_to_C"]] }, { calls: [["transfer_to_R_C"]] }, "It is settled."],
        R: ["Owls."],
        C: ["First.", "Second."],
      },
      {
        handoffs: [
          nested("llm", {}, { condition: "facts" }),
          nested("llm", { agents: ["C"] }, { target: "nested_chat:C", condition: "critique" }),
        ],
      },
    );
    const log = await paused(chat);
    expect(model.requests[0]?.tools).toMatchObject([
      { name: "transfer_to_R_C", description: "facts" },
      { name: "transfer_to_C", description: "critique" },
    ]);
    expect(speakers(log)).toBe("A A A");
    const inner = await Promise.all(childrenOf(log).map((child) => engine.log(child)));
    expect(inner.map(speakers)).toEqual(["C", "R C"]);
    expect(told(model, "A")).toMatchObject([{}, ["user: go", "user: C: First."], { 2: "user: C: Second." }]);
  });

  it("of every agent leaves those out that speak in it", async () => {
    const { chat } = await start(
      { A: ["Over."] },
      {
        handoffs: [
          nested("pre", { agents: ["A"] }, { source: "*", condition: "true" }),
          { source: "A", target: "B", stage: "after" },
        ],
      },
    );
    const log = await paused(chat);
    expect([speakers(log), childrenOf(log).length]).toEqual(["A B", 1]);
  });
});

describe("a nested chat that is interrupted", () => {
  it("stops with the conversation that began it", async () => {
    const held = heldReply("digging");
    const { chat } = await start({ A: ["Hm."], R: [held.reply] }, { handoffs: [nested("after")] });
    await held.started;
    await engine.send(chat, { type: "cancel" });
    const log = await engine.until(chat, (events) => outline(events).at(-1) === "workflow_cancelled");
    expect(outline(log).slice(-2)).toEqual(["tool_result{cancelled}", "workflow_cancelled"]);
    const inner = await engine.ended(childrenOf(log)[0] ?? "");
    expect(outline(inner).at(-1)).toBe("workflow_cancelled");
  });

  it("by a crash goes on where it was: who has spoken does not speak again", async () => {
    const { chat } = await start(
      { A: ["Hm.", "It is settled."], R: ["Owls."], C: ["lost", "They do."] },
      { handoffs: [nested("after")], worker: false },
    );
    const drain = new AbortController().signal;
    await runSession({ ...engine.ports, drain }, { tenant, chat_id: chat, signal: drain });
    const [child = ""] = childrenOf(await engine.log(chat));
    const lease = new AbortController();
    const { models } = engine.ports;
    const dying: typeof models = {
      ...models,
      async *stream(request, options) {
        for await (const part of models.stream(request, options)) {
          if (request.agent === "C") lease.abort(new Error("killed"));
          options.signal.throwIfAborted();
          yield part;
        }
      },
    };
    await runSession({ ...engine.ports, models: dying, drain }, { tenant, chat_id: child, signal: lease.signal });
    expect(speakers(await engine.log(child))).toBe("R C");
    engine.ports.log.forget(tenant, child);
    await engine.startWorker();
    const log = await paused(chat);
    const inner = await engine.log(child);
    expect(outline(inner)).toContain("run_recovery");
    expect(inner.flatMap((event) => (event.type === "agent_message" ? [event.content] : []))).toEqual([
      "Owls.",
      "They do.",
    ]);
    expect(log.find(({ type }) => type === "tool_result")).toMatchObject({ status: "ok", result: "They do." });
    expect(childrenOf(log)).toHaveLength(1);
  });

  it("by a message waits on, and the message is heard when the source speaks", async () => {
    const held = heldReply("digging");
    const { chat, model } = await start(
      { A: ["Hm.", "It is settled."], R: [held.reply], C: ["Yes."] },
      { handoffs: [nested("after")] },
    );
    await held.started;
    await engine.until(chat, (events) => outline(events).at(-1) === "run_paused{children}");
    await engine.say(chat, "And quickly.");
    held.release();
    await engine.until(chat, (events) => outline(events).filter((line) => line === "run_paused{user}").length > 0);
    expect(JSON.stringify(told(model, "A"))).toContain("And quickly.");
  });
});
