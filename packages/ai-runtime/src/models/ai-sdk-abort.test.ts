import { type MockLlm, startMockLlm } from "@mozaiks/testkit";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { dialects, modelRequest, partsOf, providerAt } from "../../test/model-call.ts";
import { systemTiming } from "./retry.ts";

let llm: MockLlm;
const unhandled: unknown[] = [];
const onUnhandled = (reason: unknown) => void unhandled.push(reason);
beforeAll(async () => {
  process.on("unhandledRejection", onUnhandled);
  llm = await startMockLlm();
});
afterEach(() => llm.reset());
afterAll(async () => {
  await llm.close();
  process.off("unhandledRejection", onUnhandled);
});

const never = new Promise<never>(() => undefined);

describe.each(dialects)("aborting a call (%s)", (dialect) => {
  it("in mid-stream ends it with an AbortError and closes the connection", async () => {
    llm.always({ steps: ["Hello ", { hold: never }, "you"] });
    const stop = new AbortController();
    const texts: string[] = [];
    const reading = (async () => {
      for await (const part of providerAt(dialect, llm.url).stream(modelRequest(), { signal: stop.signal })) {
        if (part.type === "text") texts.push(part.text);
        stop.abort();
      }
    })();
    await expect(reading).rejects.toMatchObject({ name: "AbortError" });
    expect(texts).toEqual(["Hello "]);
    expect(await (await llm.request(1)).ended).toBe("left");
  });

  it("in a tool call ends it with an AbortError and closes the connection", async () => {
    llm.always({ steps: [{ toolCall: { name: "ping", arguments: '{"a":1}' } }, { hold: never }] });
    const stop = new AbortController();
    const reading = (async () => {
      for await (const part of providerAt(dialect, llm.url).stream(modelRequest(), { signal: stop.signal }))
        if (part.type === "tool-input") stop.abort();
    })();
    await expect(reading).rejects.toMatchObject({ name: "AbortError" });
    expect(await (await llm.request(1)).ended).toBe("left");
  });

  it.each([
    ["before the headers", () => never],
    ["before the first token", { steps: [{ hold: never }] }],
  ])("%s ends it, whatever the reason given", async (_what, reply) => {
    llm.always(reply);
    const stop = new AbortController();
    const reading = partsOf(providerAt(dialect, llm.url), modelRequest(), stop.signal);
    const request = await llm.request(1);
    stop.abort(new Error("the person pressed stop"));
    await expect(reading).rejects.toMatchObject({ name: "AbortError" });
    expect(await request.ended).toBe("left");
  });

  it("while it waits to try again ends it, and it does not try again", async () => {
    llm.always({ status: 503, headers: { "retry-after": "30" } });
    const stop = new AbortController();
    const timing = {
      ...systemTiming,
      sleep: (ms: number, signal: AbortSignal) => {
        queueMicrotask(() => stop.abort());
        return systemTiming.sleep(ms, signal);
      },
    };
    const reading = partsOf(providerAt(dialect, llm.url, { timing }), modelRequest(), stop.signal);
    await expect(reading).rejects.toMatchObject({ name: "AbortError" });
    expect(llm.requests).toHaveLength(1);
  });

  it("before it began sends nothing", async () => {
    llm.always("Hello");
    const reading = partsOf(providerAt(dialect, llm.url), modelRequest(), AbortSignal.abort());
    await expect(reading).rejects.toMatchObject({ name: "AbortError" });
    expect(llm.requests).toEqual([]);
  });

  it("by leaving the loop closes the connection", async () => {
    llm.always({ steps: ["Hello ", { hold: never }] });
    for await (const part of providerAt(dialect, llm.url).stream(modelRequest(), {
      signal: new AbortController().signal,
    })) {
      expect(part).toEqual({ type: "text", text: "Hello " });
      break;
    }
    expect(await (await llm.request(1)).ended).toBe("left");
  });

  it("after the end changes nothing", async () => {
    llm.always("Hello");
    const stop = new AbortController();
    const parts = await partsOf(providerAt(dialect, llm.url), modelRequest(), stop.signal);
    stop.abort();
    expect(parts.at(-1)).toMatchObject({ type: "finish", reason: "stop" });
    expect(await (await llm.request(1)).ended).toBe("finished");
  });
});

it("leaves no rejection that nobody handles", async () => {
  await new Promise((resolve) => setImmediate(resolve));
  expect(unhandled).toEqual([]);
});
