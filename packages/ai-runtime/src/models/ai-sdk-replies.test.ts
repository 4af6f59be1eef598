import { type MockAnswer, type MockLlm, startMockLlm } from "@mozaiks/testkit";
import * as fc from "fast-check";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { dialects, modelRequest, partsOf, providerAt, textOf } from "../../test/model-call.ts";
import type { ModelPart } from "../ports/model-provider.ts";

let llm: MockLlm;
beforeAll(async () => {
  llm = await startMockLlm();
});
afterEach(() => llm.reset());
afterAll(() => llm.close());

const usage = { prompt_tokens: 10, completion_tokens: 5 };
const counted = { prompt_tokens: 10, completion_tokens: 5, total_tokens: 15 };

describe.each(dialects)("a reply (%s)", (dialect) => {
  async function reply(answer: MockAnswer): Promise<ModelPart[]> {
    llm.always({ usage, ...answer });
    return partsOf(providerAt(dialect, llm.url), modelRequest());
  }

  it.each<[string, MockAnswer, ModelPart[]]>([
    [
      "text",
      { text: "Hello you" },
      [
        { type: "text", text: "Hello " },
        { type: "text", text: "you" },
        { type: "finish", reason: "stop", usage: counted },
      ],
    ],
    [
      "a tool call with its growing input",
      { toolCalls: [{ id: "c1", name: "look_up", arguments: { city: "Oslo" } }] },
      [
        { type: "tool-input", id: "c1", name: "look_up", text: '{"city":' },
        { type: "tool-input", id: "c1", name: "look_up", text: '"Oslo"}' },
        { type: "tool-call", id: "c1", name: "look_up", arguments: '{"city":"Oslo"}' },
        { type: "finish", reason: "tool_calls", usage: counted },
      ],
    ],
    [
      "text before a tool call",
      { text: "Wait.", toolCalls: [{ id: "c1", name: "ping", arguments: "{}" }] },
      [
        { type: "text", text: "Wait." },
        { type: "tool-input", id: "c1", name: "ping", text: "{}" },
        { type: "tool-call", id: "c1", name: "ping", arguments: "{}" },
        { type: "finish", reason: "tool_calls", usage: counted },
      ],
    ],
    [
      "a tool call without arguments",
      { toolCalls: [{ id: "c1", name: "ping", arguments: "" }] },
      [
        { type: "tool-call", id: "c1", name: "ping", arguments: "{}" },
        { type: "finish", reason: "tool_calls", usage: counted },
      ],
    ],
    [
      "arguments that are no JSON, raw",
      { toolCalls: [{ id: "c1", name: "ping", arguments: "{no" }] },
      [
        { type: "tool-input", id: "c1", name: "ping", text: "{no" },
        { type: "tool-call", id: "c1", name: "ping", arguments: "{no" },
        { type: "finish", reason: "tool_calls", usage: counted },
      ],
    ],
    ["neither text nor tool calls", { steps: [] }, [{ type: "finish", reason: "stop", usage: counted }]],
    [
      "a refusal, as text that was filtered",
      { steps: [{ refusal: "I will not." }] },
      [
        { type: "text", text: "I will not." },
        { type: "finish", reason: "content_filter", usage: counted },
      ],
    ],
    [
      "structured output as its JSON text",
      { json: { city: "Oslo" } },
      [
        { type: "text", text: '{"city":"Oslo"}' },
        { type: "finish", reason: "stop", usage: counted },
      ],
    ],
    [
      "no usage",
      { text: "Hi", usage: null },
      [
        { type: "text", text: "Hi" },
        { type: "finish", reason: "stop", usage: undefined },
      ],
    ],
    [
      "cached and reasoning tokens",
      { text: "Hi", usage: { ...usage, cached_tokens: 4, reasoning_tokens: 3 } },
      [
        { type: "text", text: "Hi" },
        { type: "finish", reason: "stop", usage: { ...counted, cached_tokens: 4, reasoning_tokens: 3 } },
      ],
    ],
    [
      "comments that keep the stream alive",
      { steps: [{ raw: ": waiting\n\n" }, "Hi"] },
      [
        { type: "text", text: "Hi" },
        { type: "finish", reason: "stop", usage: counted },
      ],
    ],
  ])("of %s", async (_what, answer, parts) => {
    expect(await reply(answer)).toEqual(parts);
  });

  it.each([
    ["stop", "stop"],
    ["length", "length"],
    ["tool_calls", "tool_calls"],
    ["function_call", "tool_calls"],
    ["content_filter", "content_filter"],
    ["eos_token", "other"],
  ])("that ends with %s finishes with %s", async (finishReason, reason) => {
    expect(await reply({ text: "Hi", finishReason })).toContainEqual({ type: "finish", reason, usage: counted });
  });

  it("that calls tools but says stop finishes with tool_calls", async () => {
    const parts = await reply({ toolCalls: [{ name: "ping" }], finishReason: "stop" });
    expect(parts.at(-1)).toMatchObject({ type: "finish", reason: "tool_calls" });
  });

  it("keeps parallel tool calls apart and in order", async () => {
    const toolCalls = [
      { id: "c1", name: "a", arguments: { value: "first of them" } },
      { id: "c2", name: "b", arguments: { value: "second of them" } },
    ];
    const parts = await reply({ toolCalls });
    const written = (id: string) =>
      parts.map((part) => (part.type === "tool-input" && part.id === id ? part.text : "")).join("");
    expect(parts.filter((part) => part.type === "tool-call")).toEqual(
      toolCalls.map((call) => ({ ...call, type: "tool-call", arguments: JSON.stringify(call.arguments) })),
    );
    expect([written("c1"), written("c2")]).toEqual(toolCalls.map((call) => JSON.stringify(call.arguments)));
  });

  it("is the same however its bytes are split, also inside a character", async () => {
    const pieces = fc.array(fc.string({ unit: "binary", minLength: 1, maxLength: 12 }), { minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(pieces, fc.integer({ min: 1, max: 9 }), async (steps, bytesPerWrite) => {
        llm.reset();
        const parts = await reply({ steps, bytesPerWrite });
        expect(textOf(parts)).toBe(steps.join(""));
        expect(parts.at(-1)).toEqual({ type: "finish", reason: "stop", usage: counted });
      }),
      { numRuns: 40, examples: [[["🙂 grüße", "日本", "\u2028"], 1]] },
    );
  });
});

it("leaves out reasoning text of a compatible server", async () => {
  llm.always({ steps: [{ reasoning: "Hm." }, "Hi"], usage });
  const parts = await partsOf(providerAt("compatible", llm.url), modelRequest());
  expect(parts.map((part) => part.type)).toEqual(["text", "finish"]);
});

it("knows the names and prices of what answers", () => {
  const provider = providerAt("openai", llm.url, { defaultModel: "gpt-4o-mini" });
  expect(provider.resolve("gpt-4o")).toBe("openai/gpt-4o");
  expect(provider.resolve(undefined)).toBe("openai/gpt-4o-mini");
  expect(provider.costUsd("openai/gpt-4o-mini", counted)).toBeCloseTo(4.5e-6, 12);
});
