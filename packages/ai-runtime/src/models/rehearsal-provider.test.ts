import { describe, expect, it } from "vitest";
import { modelRequest, partsOf, textOf } from "../../test/model-call.ts";
import type { ModelPart, ModelRequest } from "../ports/model-provider.ts";
import type { RehearsalFunction, RehearsalReply, RehearsalTurn } from "../tool.ts";
import { createRehearsalProvider } from "./rehearsal-provider.ts";

const provider = createRehearsalProvider({ chunkDelayMs: 0 });

function rehearse(reply: RehearsalReply, request: Partial<ModelRequest> = {}): Promise<ModelPart[]> {
  return partsOf(provider, modelRequest({ rehearsal: () => reply, ...request }));
}

const usage = { prompt_tokens: 6, completion_tokens: 3, total_tokens: 9 };

describe("a rehearsal", () => {
  it.each<[string, RehearsalReply, ModelPart[]]>([
    [
      "streams its content word by word",
      { content: "Hello,  you\n" },
      [
        { type: "text", text: "Hello,  " },
        { type: "text", text: "you\n" },
        { type: "finish", reason: "stop", usage },
      ],
    ],
    [
      "calls tools with streamed input",
      { toolCalls: [{ name: "say", arguments: { a: "b c" } }] },
      [
        { type: "tool-input", id: "written_1", name: "say", text: '{"a":"b ' },
        { type: "tool-input", id: "written_1", name: "say", text: 'c"}' },
        { type: "tool-call", id: "written_1", name: "say", arguments: '{"a":"b c"}' },
        { type: "finish", reason: "tool_calls", usage },
      ],
    ],
    [
      "hands over by a tool call, after its own calls",
      { toolCalls: [{ name: "ping", arguments: {} }], handoffTo: "Validator" },
      [
        { type: "tool-input", id: "written_1", name: "ping", text: "{}" },
        { type: "tool-call", id: "written_1", name: "ping", arguments: "{}" },
        { type: "tool-input", id: "written_2", name: "transfer_to_Validator", text: "{}" },
        { type: "tool-call", id: "written_2", name: "transfer_to_Validator", arguments: "{}" },
        { type: "finish", reason: "tool_calls", usage: { ...usage, completion_tokens: 1, total_tokens: 7 } },
      ],
    ],
    [
      "may say nothing",
      {},
      [{ type: "finish", reason: "stop", usage: { ...usage, completion_tokens: 0, total_tokens: 6 } }],
    ],
  ])("%s", async (_what, reply, parts) => {
    expect(await rehearse(reply)).toEqual(parts);
  });

  it("gives its structured reply as JSON text when one is asked for", async () => {
    const output = { name: "Place", schema: { type: "object" } };
    expect(textOf(await rehearse({ content: "aside", structured: { city: "Oslo" } }, { output }))).toBe(
      '{"city":"Oslo"}',
    );
  });

  it("may give text where structure is asked for, as a model may", async () => {
    const output = { name: "Place", schema: { type: "object" } };
    expect(textOf(await rehearse({ content: "no" }, { output }))).toBe("no");
  });

  it("sees the conversation, the context, the tools and the schema", async () => {
    const turns: RehearsalTurn[] = [];
    const rehearsal: RehearsalFunction = (turn) => {
      turns.push(turn);
      return { content: "seen" };
    };
    const request = modelRequest({
      rehearsal,
      context: { city: "Oslo" },
      tools: [{ name: "look_up", description: "", parameters: {} }],
      output: { name: "Place", schema: { type: "object" } },
      messages: [
        { role: "user", content: "Hi" },
        { role: "assistant", content: "", calls: [{ call_id: "c1", name: "look_up", arguments: { a: 1 } }] },
        { role: "tool", call_id: "c1", name: "look_up", result: "7", isError: false },
        { role: "assistant", content: "Seven.", calls: [] },
      ],
    });
    await partsOf(provider, request);
    expect(turns).toEqual([
      {
        context: { city: "Oslo" },
        tools: ["look_up"],
        schema: { type: "object" },
        messages: [
          { role: "user", content: "Hi" },
          { role: "assistant", content: "", toolCalls: [{ name: "look_up", arguments: { a: 1 } }] },
          { role: "tool", content: "7", name: "look_up" },
          { role: "assistant", content: "Seven." },
        ],
      },
    ]);
  });

  it("counts the same tokens for the same reply", async () => {
    expect(await rehearse({ content: "Same" })).toEqual(await rehearse({ content: "Same" }));
  });

  it("may be an async function", async () => {
    const rehearsal = (async () => ({ content: "Hello" })) as unknown as RehearsalFunction;
    expect(textOf(await partsOf(provider, modelRequest({ rehearsal })))).toBe("Hello");
  });

  it("that throws is model.unavailable and names the agent", async () => {
    const rehearsal = () => {
      throw new Error("no such city");
    };
    await expect(partsOf(provider, modelRequest({ rehearsal }))).rejects.toMatchObject({
      code: "model.unavailable",
      message: "The rehearsal of Greeter failed: no such city",
    });
  });

  it.each<[string, unknown]>([
    ["nothing", undefined],
    ["a text", "Hello"],
    ["a misspelt field", { contents: "Hello" }],
    ["tool calls without arguments", { toolCalls: [{ name: "x" }] }],
    ["a value that is no JSON", { structured: { when: new Date(0) } }],
  ])("that returns %s is model.unavailable", async (_what, reply) => {
    const rehearsal = (() => reply) as RehearsalFunction;
    await expect(partsOf(provider, modelRequest({ rehearsal }))).rejects.toMatchObject({
      code: "model.unavailable",
      message: expect.stringMatching(/^The rehearsal of Greeter returned no reply: /),
    });
  });
});

describe("an agent without a rehearsal", () => {
  it("says that no language model is answering and how to get one", async () => {
    const text = textOf(await partsOf(provider, modelRequest()));
    expect(text).toMatch(/Greeter.*no language model is answering.*OPENAI_API_KEY/s);
  });

  it("cannot make up structured output", async () => {
    const output = { name: "Place", schema: { type: "object" } };
    await expect(partsOf(provider, modelRequest({ output }))).rejects.toMatchObject({
      code: "model.not-configured",
      message: expect.stringContaining("OPENAI_API_KEY"),
    });
  });
});

describe("the provider rehearsal", () => {
  it("answers for every model, for nothing", () => {
    expect(provider.resolve("gpt-4o")).toBe("rehearsal");
    expect(provider.costUsd("rehearsal", usage)).toBe(0);
  });

  it("can be aborted between words and before the first", async () => {
    const slow = createRehearsalProvider({ chunkDelayMs: 60_000 });
    const request = modelRequest({ rehearsal: () => ({ content: "Hello you" }) });
    const stop = new AbortController();
    const reading = partsOf(slow, request, stop.signal);
    stop.abort(new Error("stop"));
    await expect(reading).rejects.toMatchObject({ name: "AbortError" });
    const seen: ModelPart[] = [];
    const between = new AbortController();
    const second = (async () => {
      for await (const part of provider.stream(request, { signal: between.signal })) {
        seen.push(part);
        between.abort();
      }
    })();
    await expect(second).rejects.toMatchObject({ name: "AbortError" });
    expect(seen).toEqual([{ type: "text", text: "Hello " }]);
  });

  it("takes its time when told to", async () => {
    const request = modelRequest({ rehearsal: () => ({ content: "one two three" }) });
    const start = performance.now();
    await partsOf(createRehearsalProvider({ chunkDelayMs: 10 }), request);
    expect(performance.now() - start).toBeGreaterThanOrEqual(25);
  });
});
