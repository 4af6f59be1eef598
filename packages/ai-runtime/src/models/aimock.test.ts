import { LLMock } from "@copilotkit/aimock";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { dialects, heldTiming, modelRequest, partsOf, providerAt, textOf } from "../../test/model-call.ts";

/** The second opinion: aimock speaks OpenAI's protocol independently of our own mock. */
const mock = new LLMock({ port: 0, chunkSize: 4 });
beforeAll(async () => void (await mock.start()));
afterEach(() => void mock.reset());
afterAll(() => mock.stop());

const usage = { prompt_tokens: 12, completion_tokens: 8, total_tokens: 20 };

describe.each(dialects)("against aimock (%s)", (dialect) => {
  const provider = (options = {}) => providerAt(dialect, `${mock.url}/v1`, options);

  it("reads text, usage and the finish reason", async () => {
    mock.onMessage("Hello", { content: "Grüße, 世界 🙂!", usage, finishReason: "length" });
    const parts = await partsOf(provider(), modelRequest());
    expect(textOf(parts)).toBe("Grüße, 世界 🙂!");
    expect(parts.at(-1)).toEqual({ type: "finish", reason: "length", usage });
  });

  it("makes a round trip with two streamed tool calls", async () => {
    const tools = ["look_up", "ping"].map((name) => ({ name, description: name, parameters: {} }));
    mock.on({ userMessage: "Hello", hasToolResult: true }, { content: "It is 7 degrees." });
    mock.on(
      { userMessage: "Hello", hasToolResult: false },
      {
        toolCalls: [
          { id: "c1", name: "look_up", arguments: '{"city":"Oslo, Norway"}' },
          { id: "c2", name: "ping", arguments: "{}" },
        ],
        usage,
      },
    );
    const parts = await partsOf(provider(), modelRequest({ tools }));
    const calls = parts.filter((part) => part.type === "tool-call");
    expect(calls).toEqual([
      { type: "tool-call", id: "c1", name: "look_up", arguments: '{"city":"Oslo, Norway"}' },
      { type: "tool-call", id: "c2", name: "ping", arguments: "{}" },
    ]);
    expect(parts.at(-1)).toEqual({ type: "finish", reason: "tool_calls", usage });

    const answer = await partsOf(
      provider(),
      modelRequest({
        tools,
        messages: [
          { role: "user", content: "Hello" },
          {
            role: "assistant",
            content: "",
            calls: calls.map((call) => ({ call_id: call.id, name: call.name, arguments: {} })),
          },
          { role: "tool", call_id: "c1", name: "look_up", result: "7", isError: false },
          { role: "tool", call_id: "c2", name: "ping", result: "pong", isError: false },
        ],
      }),
    );
    expect(textOf(answer)).toBe("It is 7 degrees.");
  });

  it("asks for structured output and gets its JSON", async () => {
    mock.on({ responseFormat: "json_schema" }, { content: '{"city":"Oslo"}' });
    const output = { name: "Place", schema: { type: "object", properties: { city: { type: "string" } } } };
    expect(JSON.parse(textOf(await partsOf(provider(), modelRequest({ output }))))).toEqual({ city: "Oslo" });
  });

  it("waits out a 429 by its Retry-After", async () => {
    mock.on({ sequenceIndex: 0 }, { error: { message: "slow down" }, status: 429, retryAfter: 9 });
    mock.on({ sequenceIndex: 1 }, { content: "Hello" });
    const timing = heldTiming({ random: 0 });
    expect(textOf(await partsOf(provider({ timing }), modelRequest()))).toBe("Hello");
    expect(timing.waits).toEqual([9_000]);
  });

  it("gives up on a refusal", async () => {
    mock.onMessage("Hello", { error: { message: "No such model" }, status: 404 });
    await expect(partsOf(provider(), modelRequest())).rejects.toMatchObject({
      code: "model.rejected",
      message: expect.stringContaining("No such model"),
    });
  });

  it("starts again after a stream that is cut", async () => {
    mock.on({ sequenceIndex: 0 }, { content: "Hello you there" }, { truncateAfterChunks: 2 });
    mock.on({ sequenceIndex: 1 }, { content: "Hello again" });
    const parts = await partsOf(provider(), modelRequest());
    expect(textOf(parts.slice(parts.findIndex((part) => part.type === "restart") + 1))).toBe("Hello again");
    expect(mock.getRequests()).toHaveLength(2);
  });

  it("survives slow tokens", async () => {
    mock.onMessage("Hello", { content: "Hello you" }, { streamingProfile: { ttft: 30, tps: 200 } });
    expect(textOf(await partsOf(provider(), modelRequest()))).toBe("Hello you");
  });
});
