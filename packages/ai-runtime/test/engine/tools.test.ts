import { setTimeout as delay } from "node:timers/promises";
import { afterEach, expect, it } from "vitest";
import { type Engine, type EngineOptions, outline, startEngine } from "./harness.ts";
import { buildDefinition, type ManifestParts } from "./manifest-builder.ts";
import { scriptedModel } from "./scripted-model.ts";

let engine: Engine;
afterEach(() => engine[Symbol.asyncDispose]());

async function run(
  parts: ManifestParts,
  replies: Parameters<typeof scriptedModel>[0],
  tools: EngineOptions["tools"] = {},
): Promise<{ chat: string; log: Awaited<ReturnType<Engine["log"]>>; model: ReturnType<typeof scriptedModel> }> {
  const model = scriptedModel(replies);
  engine = await startEngine({ definition: buildDefinition(parts), model, tools });
  const chat = await engine.open();
  await engine.say(chat, "go");
  return { chat, log: await engine.ended(chat), model };
}

it("runs the calls of one reply in parallel and records them in call order", async () => {
  const order: string[] = [];
  const second = Promise.withResolvers<void>();
  const { log } = await run(
    { tools: [{ name: "first" }, { name: "second" }] },
    { A: [{ calls: [["first"], ["second"]] }, "done"] },
    {
      first: async () => {
        await second.promise;
        order.push("first");
        return 1;
      },
      second: () => {
        order.push("second");
        second.resolve();
        return 2;
      },
    },
  );
  expect(order).toEqual(["second", "first"]);
  expect(log.filter((event) => event.type === "tool_result").map((event) => event.result)).toEqual([1, 2]);
});

it("records a call's variables directly before its result, and drops those of a failed call", async () => {
  const { log } = await run(
    { tools: [{ name: "good" }, { name: "bad" }], variables: [{ name: "x", type: "integer" }] },
    { A: [{ calls: [["bad"], ["good"]] }, "done"] },
    {
      bad: (_args, { context }) => {
        context.set("x", 1);
        throw new Error("disk full");
      },
      good: (_args, { context }) => {
        context.set("x", 2);
        return context.get("x");
      },
    },
  );
  expect(outline(log).slice(6, 10)).toEqual([
    "usage_update",
    "tool_result{error}",
    "context_update",
    "tool_result{ok}",
  ]);
  expect(log.find((event) => event.type === "context_update")).toMatchObject({ changes: { x: 2 } });
  expect(log.find((event) => event.type === "tool_result")).toMatchObject({
    error: { code: "tool.failed", detail: "disk full" },
  });
});

it.each([
  ["a variable that is not declared", { name: "y", value: 1 }, /not declared/],
  ["a value of another type", { name: "x", value: "one" }, /cannot take this value/],
  ["a variable the agent may not update", { name: "locked", value: "a" }, /may not set locked/],
  ["a variable that is not state", { name: "fixed", value: "a" }, /read-only/],
])("makes setting %s a tool error", async (_what, { name, value }, message) => {
  const { log } = await run(
    {
      agents: [{ name: "A", can_update: ["x"] }],
      tools: [{ name: "set" }],
      variables: [{ name: "x", type: "integer" }, { name: "locked" }, { name: "fixed", source: "config" }],
    },
    { A: [{ calls: [["set"]] }, "done"] },
    { set: (_args, { context }) => context.set(name, value) },
  );
  const result = log.find((event) => event.type === "tool_result");
  expect(result).toMatchObject({ status: "error" });
  expect(result?.error?.detail).toMatch(message);
});

it("refuses tools that were not granted, whatever the model writes", async () => {
  let ran = false;
  const { log } = await run(
    { agents: [{ name: "A", tools: [] }], tools: [{ name: "drop_tables" }] },
    { A: [{ calls: [["drop_tables"], ["made_up"]] }, "sorry"] },
    { drop_tables: () => (ran = true) },
  );
  expect(ran).toBe(false);
  const results = log.filter((event) => event.type === "tool_result");
  expect(results.map((event) => event.error?.code)).toEqual(["tool.unknown", "tool.unknown"]);
});

it.each([
  ["text that is not JSON", "{oops"],
  ["JSON that is no object", "[1]"],
  ["arguments that do not fit the schema", '{"city": 3}'],
])("tells the agent about %s, and it tries again", async (_what, args) => {
  const { log } = await run(
    {
      tools: [
        {
          name: "weather",
          parameters: { type: "object", properties: { city: { type: "string" } }, required: ["city"] },
        },
      ],
    },
    { A: [{ calls: [["weather", args]] }, { calls: [["weather", { city: "Oslo" }]] }, "7 degrees"] },
    { weather: ({ city }) => `7 in ${city as string}` },
  );
  const results = log.filter((event) => event.type === "tool_result");
  expect(results).toMatchObject([
    { status: "error", error: { code: "tool.arguments-invalid" } },
    { status: "ok", result: "7 in Oslo" },
  ]);
});

it("times a tool out, and gives it the signal", async () => {
  let aborted = false;
  const { log } = await run(
    { tools: [{ name: "slow", timeout_ms: 50 }] },
    { A: [{ calls: [["slow"]] }, "gave up"] },
    {
      slow: (_args, { signal }) => {
        signal.addEventListener("abort", () => (aborted = true));
        return new Promise(() => undefined);
      },
    },
  );
  expect(log.find((event) => event.type === "tool_result")).toMatchObject({
    status: "timeout",
    error: { code: "tool.timeout" },
  });
  expect(aborted).toBe(true);
});

it("retries a tool as often as its definition says, with one idempotency key", async () => {
  const keys = new Set<string>();
  let attempts = 0;
  const { log } = await run(
    { tools: [{ name: "flaky", retries: 2 }] },
    { A: [{ calls: [["flaky"]] }, "done"] },
    {
      flaky: (_args, { idempotencyKey }) => {
        keys.add(idempotencyKey);
        attempts += 1;
        if (attempts < 3) throw new Error("try again");
        return attempts;
      },
    },
  );
  expect(log.find((event) => event.type === "tool_result")).toMatchObject({ status: "ok", result: 3 });
  expect(keys.size).toBe(1);
});

it.each([
  ["a function", () => () => 1, /not JSON/],
  [
    "a circle",
    () => {
      const circle: Record<string, unknown> = {};
      circle["self"] = circle;
      return circle;
    },
    /not JSON/,
  ],
  ["two megabytes", () => "x".repeat(2_000_000), /larger than 1 MiB/],
])("makes a result that is %s a tool error", async (_what, make, message) => {
  const { log } = await run({ tools: [{ name: "odd" }] }, { A: [{ calls: [["odd"]] }, "ok"] }, { odd: make });
  expect(log.find((event) => event.type === "tool_result")?.error?.detail).toMatch(message);
});

it("hands over when a tool says so, before the model is called again", async () => {
  const { log, model } = await run(
    {
      agents: ["A", "B"],
      tools: [{ name: "route" }],
      handoffs: [{ source: "A", target: "terminate", stage: "after" }],
    },
    { A: [{ calls: [["route"]] }], B: ["mine now"] },
    { route: () => ({ handoff_to: "B", note: "vip" }) },
  );
  expect(outline(log)).toContain("agent_selected{B, handoff}");
  expect(model.requests.map((request) => request.agent)).toEqual(["A", "B"]);
});

it("makes a hand-back to nobody a tool error that the agent sees", async () => {
  const { log } = await run(
    { tools: [{ name: "route" }] },
    { A: [{ calls: [["route"]] }, "I stay"] },
    { route: () => ({ handoff_to: "Nobody" }) },
  );
  expect(log.find((event) => event.type === "tool_result")?.error).toMatchObject({ code: "handoff.unknown-target" });
  expect(outline(log).at(-1)).toBe("run_paused{user}");
});

it("ends a turn after ten model calls", async () => {
  const replies = Array.from({ length: 20 }, () => ({ calls: [["again"]] as const }));
  const { log, model } = await run({ tools: [{ name: "again" }] }, { A: replies }, { again: () => "more" });
  expect(model.requests).toHaveLength(10);
  expect(outline(log).at(-1)).toBe("run_paused{user}");
});

it("shows progress to the people who watch", async () => {
  const model = scriptedModel({ A: [{ calls: [["work"]] }, "done"] });
  engine = await startEngine({
    definition: buildDefinition({ tools: [{ name: "work" }] }),
    model,
    tools: {
      work: async (_args, { progress }) => {
        progress(40, "halfway there");
        await delay(1);
        return 1;
      },
    },
  });
  const chat = await engine.open();
  const seen = await engine.watch(chat);
  await engine.say(chat, "go");
  await engine.ended(chat);
  const frames = seen.flatMap((message) => (message.kind === "transient" ? [JSON.parse(message.data) as object] : []));
  expect(frames).toContainEqual(
    expect.objectContaining({ type: "tool_progress", percent: 40, message: "halfway there" }),
  );
});

it("sets variables from what agents say, and from what people answer", async () => {
  const model = scriptedModel({ A: [{ calls: [["ask", { title: "Name?" }]] }, "Code: 4711", "bye"] });
  engine = await startEngine({
    definition: buildDefinition({
      tools: [{ name: "ask", ui: { component: "core.form", display: "inline", awaits_response: true } }],
      variables: [
        { name: "name", triggers: [{ type: "ui_response", tool: "ask", response_key: "person.name" }] },
        { name: "code", triggers: [{ type: "agent_text", agent: "A", match: { regex: "Code: (\\d+)" }, set: "$1" }] },
      ],
    }),
    model,
  });
  const chat = await engine.open();
  await engine.say(chat, "go");
  const request = (await engine.ended(chat)).find((event) => event.type === "ui_tool_request");
  await engine.send(chat, {
    type: "ui_tool_response",
    call_id: request?.call_id ?? "",
    response: { person: { name: "Ann" } },
  });
  const log = await engine.ended(chat, 2);
  expect(log.filter((event) => event.type === "context_update").map((event) => event.changes)).toEqual([
    { name: "Ann" },
    { code: "4711" },
  ]);
});
