import { SessionEvent } from "@mozaiks/contracts";
import { afterEach, describe, expect, it } from "vitest";
import { runSession } from "../../src/engine/run-session.ts";
import type { ToolFunction } from "../../src/tool.ts";
import { type Engine, outline, startEngine, tenant } from "./harness.ts";
import { buildDefinition, type ManifestParts } from "./manifest-builder.ts";
import { scriptedModel } from "./scripted-model.ts";

let engine: Engine;
afterEach(() => engine[Symbol.asyncDispose]());

const triggers = ["before_chat", "after_chat", "before_agent", "after_agent"] as const;

const parts: ManifestParts = {
  agents: [
    { name: "A", tools: ["act"], context: ["steps"] },
    { name: "B", tools: [] },
  ],
  tools: [{ name: "act" }, ...triggers.map((name) => ({ name }))],
  handoffs: [
    { source: "A", target: "B", stage: "after" },
    { source: "B", target: "terminate", stage: "after" },
  ],
  lifecycle: triggers.map((trigger) => ({ trigger, tool: trigger, ...(trigger === "before_agent" && { agent: "A" }) })),
  variables: [{ name: "steps", type: "array", default: [] }],
};

const note: ToolFunction = (args, { context }) => {
  const { trigger, agent } = args as { trigger: string; agent?: string };
  context.set("steps", [...(context.get("steps") as string[]), agent === undefined ? trigger : `${trigger} ${agent}`]);
};
const tools = { act: () => "done", ...Object.fromEntries(triggers.map((trigger) => [trigger, note])) };

describe("lifecycle tools", () => {
  it("are called around the chat and around turns, once each, and never shown to agents", async () => {
    const model = scriptedModel({ A: [{ calls: [["act"]] }, "one", "three"], B: ["two", "four"] });
    engine = await startEngine({ definition: buildDefinition(parts), model, tools });
    const chat = await engine.open();
    await engine.say(chat, "go");
    const log = await engine.ended(chat);
    expect(log.map((event) => SessionEvent.safeParse(event).error)).toEqual(log.map(() => undefined));
    expect(outline(log).filter((line) => !/usage|context/.test(line))).toEqual([
      "session_created",
      "user_message",
      "run_started{user_message}",
      "tool_call",
      "tool_result{ok}",
      "agent_selected{A, initial}",
      "tool_call",
      "tool_result{ok}",
      "tool_call",
      "tool_result{ok}",
      "agent_message{A}",
      "tool_call",
      "tool_result{ok}",
      "agent_selected{B, after_work}",
      "agent_message{B}",
      "tool_call",
      "tool_result{ok}",
      "tool_call",
      "tool_result{ok}",
      "workflow_complete{terminate}",
    ]);
    const steps = log.findLast((event) => event.type === "context_update")?.changes["steps"];
    expect(steps).toEqual(["before_chat", "before_agent A", "after_agent A", "after_agent B", "after_chat"]);
    expect(model.requests[0]?.system).toContain('steps: ["before_chat","before_agent A"]');
    expect(model.requests[0]?.tools.map(({ name }) => name)).toEqual(["act"]);
    expect(JSON.stringify(model.requests.map(({ messages }) => messages))).not.toContain("before_");

    await engine.say(chat, "again");
    const second = await engine.ended(chat, 2);
    const names = second.slice(log.length).flatMap((event) => (event.type === "tool_call" ? [event.name] : []));
    expect(names).toEqual(["before_agent", "after_agent", "after_agent", "after_chat"]);
  });

  it("that fail are noticed, change nothing and stop nothing", async () => {
    const model = scriptedModel({ A: ["one"], B: ["two"] });
    const before_chat: ToolFunction = (_args, { context }) => {
      context.set("steps", ["lost"]);
      throw new Error("no database");
    };
    engine = await startEngine({ definition: buildDefinition(parts), model, tools: { ...tools, before_chat } });
    const chat = await engine.open();
    await engine.say(chat, "go");
    const log = await engine.ended(chat);
    expect(log.filter((event) => event.type === "notice")).toMatchObject([
      { level: "warning", code: "lifecycle.failed", detail: "before_chat: no database" },
    ]);
    expect(log.findLast((event) => event.type === "context_update")?.changes["steps"]).not.toContain("lost");
    expect(outline(log).at(-1)).toBe("workflow_complete{terminate}");
  });

  it("cannot be called by agents", async () => {
    const model = scriptedModel({ A: [{ calls: [["after_chat"]] }, "sorry"], B: ["two"] });
    engine = await startEngine({ definition: buildDefinition(parts), model, tools });
    const chat = await engine.open();
    await engine.say(chat, "go");
    const log = await engine.ended(chat);
    expect(log.find((event) => event.type === "tool_result" && event.status === "error")).toMatchObject({
      name: "after_chat",
      error: { code: "tool.unknown" },
    });
  });

  it("run before the end that a manager chooses", async () => {
    const model = scriptedModel({
      A: ["one"],
      manager: ['{"speaker":"A"}', '{"speaker":"user"}', '{"speaker":"user"}'],
    });
    const definition = buildDefinition({
      ...parts,
      handoffs: [],
      pattern: "AutoPattern",
      human_in_the_loop: false,
      lifecycle: [{ trigger: "after_chat", tool: "after_chat" }],
    });
    engine = await startEngine({ definition, model, tools });
    const chat = await engine.open();
    await engine.say(chat, "go");
    const log = await engine.ended(chat);
    const calls = log.flatMap((event) => (event.type === "tool_call" ? [event.name] : []));
    expect(calls).toEqual(["after_chat"]);
    expect(outline(log).at(-1)).toBe("workflow_complete{user}");
  });

  it.each([
    [true, ["tool_result{ok}"], 2, 0],
    [false, ["tool_result{unknown}"], 1, 1],
  ])("interrupted by a crash run again only when idempotent (%s)", async (idempotent, results, attempts, notices) => {
    const keys: string[] = [];
    const started = Promise.withResolvers<void>();
    const before_chat: ToolFunction = (_args, { idempotencyKey }) => {
      keys.push(idempotencyKey);
      started.resolve();
      return keys.length === 1 ? new Promise(() => undefined) : "ok";
    };
    engine = await startEngine({
      definition: buildDefinition({
        tools: [{ name: "before_chat", idempotent }],
        lifecycle: [{ trigger: "before_chat", tool: "before_chat" }],
      }),
      model: scriptedModel({ A: ["hello"] }),
      worker: false,
      tools: { before_chat },
    });
    const chat = await engine.open();
    await engine.say(chat, "go");
    const lease = new AbortController();
    const drain = new AbortController().signal;
    const running = runSession({ ...engine.ports, drain }, { tenant, chat_id: chat, signal: lease.signal });
    await started.promise;
    lease.abort(new Error("killed"));
    await running;
    engine.ports.log.forget(tenant, chat);
    await engine.startWorker();
    const log = await engine.ended(chat);
    expect(outline(log).filter((line) => line.startsWith("tool_result"))).toEqual(results);
    expect(keys).toHaveLength(attempts);
    expect(new Set(keys).size).toBe(1);
    expect(log.filter((event) => event.type === "notice")).toHaveLength(notices);
    expect(outline(log).at(-1)).toBe("run_paused{user}");
  });

  it("get their result when a stop comes first", async () => {
    const started = Promise.withResolvers<void>();
    const before_chat: ToolFunction = (_args, { signal }) =>
      new Promise((_resolve, reject) => {
        started.resolve();
        signal.addEventListener("abort", () => reject(signal.reason as Error), { once: true });
      });
    engine = await startEngine({
      definition: buildDefinition(parts),
      model: scriptedModel({}),
      tools: { ...tools, before_chat },
    });
    const chat = await engine.open();
    await engine.say(chat, "go");
    await started.promise;
    await engine.send(chat, { type: "cancel" });
    const log = await engine.ended(chat);
    expect(outline(log).filter((line) => line.startsWith("tool_result"))).toEqual(["tool_result{cancelled}"]);
    expect(outline(log).at(-1)).toBe("workflow_cancelled");
  });
});
