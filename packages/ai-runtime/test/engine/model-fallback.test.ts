import { MozaiksError } from "@mozaiks/contracts";
import { afterEach, describe, expect, it } from "vitest";
import type { ModelPart, ModelProvider, ModelRequest } from "../../src/ports.ts";
import { createModelProvider } from "../../src/models/create-model-provider.ts";
import { startRawModelServer } from "../raw-model-server.ts";
import { type Engine, outline, startEngine } from "./harness.ts";
import { buildDefinition } from "./manifest-builder.ts";

let engine: Engine;
afterEach(() => engine[Symbol.asyncDispose]());

type Answer = string | Error | readonly ModelPart[];

/** Each model answers with its own replies in order, the last one for ever; parts without a finish break off. */
function modelsThat(
  answers: Record<string, readonly [Answer, ...Answer[]]>,
): ModelProvider & { asked: ModelRequest[] } {
  const asked: ModelRequest[] = [];
  return {
    asked,
    resolve: (model) => model ?? "default",
    costUsd: (model) => (model === "b" ? 0.5 : null),
    async *stream(request) {
      const model = request.model ?? "default";
      const before = asked.filter((earlier) => earlier.model === request.model).length;
      asked.push(request);
      const replies = answers[model] ?? [];
      const answer = replies[Math.min(before, replies.length - 1)] ?? "…";
      if (answer instanceof Error) throw answer;
      if (typeof answer !== "string") {
        yield* answer;
        throw unavailable(model);
      }
      yield { type: "text", text: answer };
      const usage = { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 };
      yield { type: "finish", reason: "stop", usage };
    },
  };
}

const unavailable = (model: string): MozaiksError => new MozaiksError("model.unavailable", `${model} is down`);

const smart = {
  name: "A",
  model: "a",
  settings: { temperature: 0.1 },
  fallbacks: [
    { model: "b", settings: { temperature: 0.2 } },
    { model: "c", settings: {} },
  ],
};

async function talk(model: ModelProvider) {
  engine = await startEngine({ definition: buildDefinition({ agents: [smart] }), model });
  const chat = await engine.open();
  const frames = await engine.watch(chat);
  await engine.say(chat, "go");
  return { chat, log: await engine.ended(chat), frames };
}

describe("a model that is unavailable", () => {
  it("is followed by its fallback in the same step, with a notice and the usage of the one that answered", async () => {
    const model = modelsThat({ a: [unavailable("a")], b: ["from b"] });
    const { log } = await talk(model);
    expect(outline(log).slice(-5)).toEqual([
      "agent_selected{A, initial}",
      "notice",
      "agent_message{A}",
      "usage_update",
      "run_paused{user}",
    ]);
    expect(log.at(-4)).toMatchObject({
      level: "warning",
      code: "model.fallback",
      detail: "a: a is down; b is asked instead",
    });
    expect(log.at(-3)).toMatchObject({ content: "from b" });
    expect(log.at(-2)).toMatchObject({ model: "b", cost_usd: 0.5 });
    expect(model.asked.map(({ model: name, settings }) => [name, settings.temperature])).toEqual([
      ["a", 0.1],
      ["b", 0.2],
    ]);
  });

  it("in mid-stream has its text made void for readers", async () => {
    const model = modelsThat({ a: [[{ type: "text", text: "half an ans" }]], b: ["from b"] });
    const { log, frames } = await talk(model);
    const deltas = frames.flatMap((frame) =>
      frame.kind === "delta" ? [JSON.parse(frame.data) as { offset: number; text: string }] : [],
    );
    const shown = deltas.reduce((text, delta) => text.slice(0, delta.offset) + delta.text, "");
    expect(deltas[0]).toMatchObject({ offset: 0, text: "half an ans" });
    expect(shown).toBe("from b");
    expect(log.filter(({ type }) => type === "agent_message")).toMatchObject([{ content: "from b" }]);
  });

  it("fails the run when every fallback is, with a notice of each that was passed over", async () => {
    const { log } = await talk(modelsThat({ a: [unavailable("a")], b: [unavailable("b")], c: [unavailable("c")] }));
    expect(outline(log).slice(-3)).toEqual(["notice", "notice", "workflow_failed{model.unavailable}"]);
    expect(log.at(-1)).toMatchObject({ error: { detail: "c is down" } });
  });

  it("is asked first again in the next step", async () => {
    const model = modelsThat({ a: [unavailable("a"), "from a"], b: ["from b"] });
    const { chat } = await talk(model);
    await engine.say(chat, "again");
    const log = await engine.ended(chat, 2);
    expect(log.flatMap((event) => (event.type === "agent_message" ? [event.content] : []))).toEqual([
      "from b",
      "from a",
    ]);
  });
});

it.each([
  ["has no key on this machine", new MozaiksError("model.not-configured", "set A_KEY")],
  ["is not known to its provider", Object.assign(new MozaiksError("model.rejected", "404"), { isModelNotFound: true })],
])("a model that %s is passed over", async (_what, error) => {
  const { log } = await talk(modelsThat({ a: [error], b: ["from b"] }));
  expect(log.find(({ type }) => type === "agent_message")).toMatchObject({ content: "from b" });
});

it.each([
  ["refuses the request", new MozaiksError("model.rejected", "no")],
  ["fails by a fault of ours", new Error("bug")],
])("a model that %s is not followed by another", async (_what, error) => {
  const model = modelsThat({ a: [error], b: ["from b"] });
  const { log } = await talk(model);
  expect(log.at(-1)?.type).toBe("workflow_failed");
  expect(model.asked).toHaveLength(1);
});

it("passes from a real provider that does not know its model to another provider", async () => {
  const chunk = { id: "1", object: "chat.completion.chunk", created: 1, model: "gpt-4o" };
  const choice = { index: 0, delta: { role: "assistant", content: "Hello" }, finish_reason: "stop" };
  await using claude = await startRawModelServer({
    status: 404,
    json: { type: "error", error: { type: "not_found_error", message: "model: claude-0" } },
  });
  await using openai = await startRawModelServer({ events: [{ ...chunk, choices: [choice] }] });
  const model = createModelProvider({
    mode: "runtime",
    accounts: {
      openai: { apiKey: "k", baseUrl: openai.url },
      anthropic: { apiKey: "k", baseUrl: claude.url },
    },
  });
  const agent = { name: "A", model: "anthropic/claude-0", fallbacks: [{ model: "openai/gpt-4o", settings: {} }] };
  engine = await startEngine({ definition: buildDefinition({ agents: [agent] }), model });
  const chat = await engine.open();
  await engine.say(chat, "go");
  const log = await engine.ended(chat);
  expect(log.at(-2)).toMatchObject({ type: "usage_update", model: "openai/gpt-4o" });
  expect(log.find(({ type }) => type === "notice")).toMatchObject({
    detail: expect.stringMatching(/^anthropic\/claude-0: .*HTTP 404.*; openai\/gpt-4o is asked instead$/),
  });
});
