import { createServer } from "node:net";
import { type MockError, type MockLlm, type MockReply, startMockLlm } from "@mozaiks/testkit";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { dialects, heldTiming, modelRequest, partsOf, providerAt, textOf } from "../../test/model-call.ts";
import type { ModelPart } from "../ports/model-provider.ts";

let llm: MockLlm;
beforeAll(async () => {
  llm = await startMockLlm();
});
afterEach(() => llm.reset());
afterAll(() => llm.close());

const never = new Promise<never>(() => undefined);
const prompt = "The secret plan of the greeters is to greet.";

describe.each(dialects)("a call that fails (%s)", (dialect) => {
  async function outcome(replies: readonly MockReply[], options = {}) {
    const timing = heldTiming();
    const [first = "", ...rest] = replies;
    llm.always(first, ...rest);
    const provider = providerAt(dialect, llm.url, { timing, ...options });
    const result = await partsOf(provider, modelRequest({ system: prompt })).then(
      (parts) => ({ parts, error: undefined }),
      (error: unknown) => ({ parts: undefined, error }),
    );
    return { ...result, waits: timing.waits, calls: llm.requests.length };
  }

  it.each<[string, MockReply]>([
    ["408", { status: 408 }],
    ["429", { status: 429 }],
    ["500", { status: 500 }],
    ["502 without JSON", { status: 502, message: "<html>" }],
    ["503", { status: 503 }],
    ["529", { status: 529 }],
    ["a connection that breaks before the first byte", { steps: [{ end: "broken" }] }],
    ["a body that ends before the first delta", { steps: [{ end: "clean" }] }],
    ["an event that is no JSON", { steps: [{ raw: "data: {no\n\n" }] }],
    ["an event that is no chunk", { steps: [{ raw: 'data: {"choices":7}\n\n' }] }],
    [
      "an error event of the server",
      { steps: [{ error: { message: "overloaded", type: "server_error", code: null } }] },
    ],
  ])("by %s is tried again", async (_what, failure) => {
    const { parts, calls, waits } = await outcome([failure, "Hello"]);
    expect(parts?.map((part) => part.type)).toEqual(["text", "finish"]);
    expect(calls).toBe(2);
    expect(waits).toEqual([250]);
  });

  it.each<[string, MockReply]>([
    ["an early end", { steps: ["Hel", { end: "clean" }] }],
    ["malformed JSON", { steps: ["Hel", { raw: "data: {no\n\n" }, "lo"] }],
    ["an error event", { steps: ["Hel", { error: { message: "boom", type: "server_error", code: null } }] }],
    ["a cut in a tool call", { steps: ["Hel", { toolCall: { name: "ping", arguments: '{"a":' } }, { end: "clean" }] }],
  ])("in mid-stream by %s makes its parts void and starts again", async (_what, failure) => {
    const { parts = [], calls } = await outcome([failure, "Hello"]);
    const restart = parts.findIndex((part) => part.type === "restart");
    expect(textOf(parts.slice(0, restart))).toBe("Hel");
    expect(textOf(parts.slice(restart))).toBe("Hello");
    expect(parts.filter((part) => part.type === "restart")).toHaveLength(1);
    expect(parts.filter((part) => part.type === "finish")).toHaveLength(1);
    expect(calls).toBe(2);
  });

  it("in mid-stream by a broken connection makes its parts void and starts again", async () => {
    const read = Promise.withResolvers<void>();
    llm.always({ steps: ["Hel", { hold: read.promise }, { end: "broken" }] }, "Hello");
    const parts: ModelPart[] = [];
    for await (const part of providerAt(dialect, llm.url).stream(modelRequest(), { signal: AbortSignal.any([]) })) {
      parts.push(part);
      read.resolve();
    }
    expect(parts.slice(0, -1)).toEqual([
      { type: "text", text: "Hel" },
      { type: "restart" },
      { type: "text", text: "Hello" },
    ]);
    expect(await llm.requests[0]?.ended).toBe("broken");
  });

  it("restarts once when attempts after the broken one give nothing", async () => {
    const { parts = [] } = await outcome([{ steps: ["Hel", { end: "clean" }] }, { status: 503 }, "Hello"]);
    expect(parts.map((part: ModelPart) => part.type)).toEqual(["text", "restart", "text", "finish"]);
  });

  it("gives up after four attempts with growing waits", async () => {
    const { error, calls, waits } = await outcome([{ status: 503, message: "The engine is overloaded" }]);
    expect(error).toMatchObject({
      name: "MozaiksError",
      code: "model.unavailable",
      message: "openai/gpt-4o did not answer after 4 attempts: HTTP 503: The engine is overloaded",
    });
    expect(calls).toBe(4);
    expect(waits).toEqual([250, 500, 1000]);
  });

  it("gives up without restart when the last attempt breaks in mid-stream", async () => {
    const { error, calls } = await outcome([{ steps: ["Hel", { end: "clean" }] }], { retry: { maxAttempts: 1 } });
    expect(error).toMatchObject({
      code: "model.unavailable",
      message: "openai/gpt-4o did not answer after 1 attempt: the stream ended before the reply was complete",
    });
    expect(calls).toBe(1);
  });

  it.each<[string, Record<string, string>, number]>([
    ["seconds", { "retry-after": "7" }, 7_250],
    ["a date", { "retry-after": "Fri, 20 Nov 2026 00:00:12 GMT" }, 12_250],
    ["a date in the past", { "retry-after": "Thu, 19 Nov 2026 00:00:00 GMT" }, 250],
    ["milliseconds", { "retry-after-ms": "1500", "retry-after": "2" }, 1_750],
    ["more than a minute", { "retry-after": "3600" }, 60_000],
    ["nonsense", { "retry-after": "soon" }, 250],
  ])("waits as long as Retry-After says in %s", async (_what, headers, wait) => {
    const timing = heldTiming({ now: Date.parse("2026-11-20T00:00:00Z") });
    const { parts } = await outcome([{ status: 429, headers }, "Hello"], { timing });
    expect(parts).toBeDefined();
    expect(timing.waits).toEqual([wait]);
  });

  it("hands on how long the provider asked to wait when it gives up", async () => {
    const { error } = await outcome([{ status: 429, headers: { "retry-after": "20" } }]);
    expect(error).toMatchObject({ code: "model.unavailable", retryAfterS: 20 });
  });

  it.each<[MockError, string]>([
    [{ status: 400, message: "Unknown parameter: 'x'." }, "HTTP 400: Unknown parameter: 'x'."],
    [
      { status: 401, message: "Incorrect API key provided: sk-test-key." },
      "HTTP 401: Incorrect API key provided: [secret].",
    ],
    [{ status: 403, message: "Not in your country." }, "HTTP 403: Not in your country."],
    [{ status: 404, message: "No such model." }, "HTTP 404: No such model."],
    [{ status: 413, message: "Too large." }, "HTTP 413: Too large."],
    [{ status: 422, message: `Bad input: ${prompt}` }, "HTTP 422: Bad input: […]"],
    [
      { status: 429, message: "You exceeded your current quota.", code: "insufficient_quota" },
      "HTTP 429: You exceeded your current quota.",
    ],
  ])("by refusal is model.rejected at once: %o", async (failure, text) => {
    const { error, calls } = await outcome([failure]);
    expect(error).toMatchObject({
      name: "MozaiksError",
      code: "model.rejected",
      message: `The model provider refused the request (${text})`,
    });
    expect(calls).toBe(1);
  });

  it("is model.rejected when the stream itself refuses", async () => {
    const error = { message: "Too long.", type: "invalid_request_error", code: "context_length_exceeded" };
    const { error: thrown, calls } = await outcome([{ steps: [{ error }] }]);
    expect(thrown).toMatchObject({ code: "model.rejected", message: expect.stringContaining("Too long.") });
    expect(calls).toBe(1);
  });

  it("keeps prompt and key out of whatever it throws", async () => {
    const failures: MockReply[] = [
      { status: 400, message: `sk-test-key ${prompt}` },
      { status: 503, message: `sk-test-key ${prompt}` },
      { steps: [{ error: { message: `sk-test-key ${prompt}`, type: "server_error", code: null } }] },
      { steps: [{ raw: `data: ${prompt}\n\n` }] },
    ];
    for (const failure of failures) {
      llm.reset();
      const { error } = await outcome([failure]);
      expect(written(error)).not.toMatch(/sk-test-key|secret plan/);
    }
  });

  it("by a server that nobody listens on is model.unavailable, without its address", async () => {
    const provider = providerAt(dialect, `http://127.0.0.1:${await freePort()}/v1`);
    await expect(partsOf(provider, modelRequest())).rejects.toMatchObject({
      code: "model.unavailable",
      message: "openai/gpt-4o did not answer after 4 attempts: network error ECONNREFUSED",
    });
  });

  it.each<[string, MockReply]>([
    ["before the headers", () => never],
    ["after the headers", { steps: [{ hold: never }] }],
    ["in mid-stream", { steps: ["Hel", { hold: never }] }],
  ])("by silence %s is a broken stream", async (_what, silence) => {
    const { parts = [], calls } = await outcome([silence, "Hello"], { idleTimeoutMs: 250 });
    expect(textOf(parts.slice(parts.findIndex((part) => part.type === "restart") + 1))).toBe("Hello");
    expect(calls).toBe(2);
    expect(await llm.requests[0]?.ended).toBe("left");
  });

  it("by silence says so when it gives up", async () => {
    const { error } = await outcome([() => never], { idleTimeoutMs: 30, retry: { maxAttempts: 2 } });
    expect(error).toMatchObject({
      code: "model.unavailable",
      message: "openai/gpt-4o did not answer after 2 attempts: no bytes came for 0.03 s",
    });
  });

  it("does not take comments that keep a slow stream alive for silence", async () => {
    const beat = [{ pauseMs: 250 }, { raw: ": alive\n\n" }] as const;
    const { parts = [], calls } = await outcome(
      [{ steps: [...beat, ...beat, ...beat, ...beat, ...beat, ...beat, "Hello"] }],
      {
        idleTimeoutMs: 1_000,
      },
    );
    expect(textOf(parts)).toBe("Hello");
    expect(calls).toBe(1);
  });
});

async function freePort(): Promise<number> {
  const server = createServer();
  const port = await new Promise<number>((resolve) => {
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      resolve(typeof address === "object" && address !== null ? address.port : 0);
    });
  });
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Everything an error shows: its texts and those of its causes and properties. */
function written(error: unknown): string {
  const seen = new Set<unknown>();
  const visit = (value: unknown): string => {
    if (typeof value === "string") return value;
    if (typeof value !== "object" || value === null || seen.has(value)) return "";
    seen.add(value);
    return Reflect.ownKeys(value)
      .map((key) => visit(Reflect.get(value, key)))
      .join("\n");
  };
  return visit(error);
}
