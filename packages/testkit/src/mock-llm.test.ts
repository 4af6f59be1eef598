import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { type MockLlm, startMockLlm } from "./mock-llm.ts";

let llm: MockLlm;
beforeAll(async () => {
  llm = await startMockLlm();
});
afterEach(() => llm.reset());
afterAll(() => llm.close());

type Message = Record<string, unknown>;

function ask(messages: Message[] | string, more: object = {}, signal?: AbortSignal): Promise<Response> {
  return fetch(`${llm.url}/chat/completions`, {
    method: "POST",
    signal: signal ?? null,
    body: JSON.stringify({
      model: "gpt-4o",
      stream: true,
      messages: typeof messages === "string" ? [{ role: "user", content: messages }] : messages,
      ...more,
    }),
  });
}

/** The events of a streamed answer, without the closing `[DONE]`. */
async function events(response: Response): Promise<Record<string, unknown>[]> {
  const data = (await response.text()).split("\n\n").filter((line) => line.startsWith("data: {"));
  return data.map((line) => JSON.parse(line.slice("data: ".length)) as Record<string, unknown>);
}

async function text(response: Response): Promise<string> {
  const all = (await events(response)) as { choices: { delta: { content?: string } }[] }[];
  return all.map((event) => event.choices[0]?.delta.content ?? "").join("");
}

describe("a script", () => {
  it("answers with the first rule that matches, by what was said and by whom", async () => {
    llm
      .when({ system: "router", user: /refund/i }, "To billing.")
      .when({ system: "router" }, "To support.")
      .always("Hi.");
    const system = { role: "system", content: "You are the router." };
    expect(await text(await ask([system, { role: "user", content: "A Refund, please" }]))).toBe("To billing.");
    expect(await text(await ask([system, { role: "user", content: "Help" }]))).toBe("To support.");
    expect(await text(await ask("Help"))).toBe("Hi.");
  });

  it("uses a rule's replies in order and repeats the last", async () => {
    llm.always("one", { status: 503 }, "three");
    expect(await text(await ask("a"))).toBe("one");
    expect((await ask("a")).status).toBe(503);
    expect(await text(await ask("a"))).toBe("three");
    expect(await text(await ask("a"))).toBe("three");
  });

  it("tells the result of a tool from a first message", async () => {
    llm.when({ afterTool: "look_up" }, "Seven.").when({ afterTool: false }, "Wait.");
    const call = { id: "c1", type: "function", function: { name: "look_up", arguments: "{}" } };
    const user = { role: "user", content: "How warm?" };
    const result = { role: "tool", tool_call_id: "c1", content: "7" };
    expect(await text(await ask([user]))).toBe("Wait.");
    expect(await text(await ask([user, { role: "assistant", content: null, tool_calls: [call] }, result]))).toBe(
      "Seven.",
    );
  });

  it("may compute its reply from the request", async () => {
    llm.always(async (request) => `You said ${request.user}.`);
    expect(await text(await ask("hello"))).toBe("You said hello.");
  });

  it("refuses what no rule matches, and says what it was", async () => {
    llm.when({ user: "hello" }, "Hi");
    const response = await ask("goodbye");
    expect(response.status).toBe(400);
    expect(await response.text()).toContain('No scripted reply for system \\"\\", user \\"goodbye\\"');
  });
});

describe("the protocol", () => {
  it("streams a tool call in fragments and finishes with tool_calls", async () => {
    llm.always({ toolCalls: [{ id: "c1", name: "look_up", arguments: { city: "Oslo" } }] });
    const all = (await events(await ask("hi"))) as { choices: { delta: Message; finish_reason: string | null }[] }[];
    const deltas = all.flatMap((event) => event.choices[0]?.delta["tool_calls"] ?? []) as Message[];
    expect(deltas).toEqual([
      { index: 0, id: "c1", type: "function", function: { name: "look_up", arguments: "" } },
      { index: 0, function: { arguments: '{"city":' } },
      { index: 0, function: { arguments: '"Oslo"}' } },
    ]);
    expect(all.at(-1)?.choices[0]?.finish_reason).toBe("tool_calls");
  });

  it("sends usage only when it is asked for", async () => {
    llm.always({ text: "Hi", usage: { prompt_tokens: 3, completion_tokens: 1, cached_tokens: 2 } });
    const asked = await events(await ask("hi", { stream_options: { include_usage: true } }));
    expect(asked.at(-1)).toMatchObject({
      choices: [],
      usage: { prompt_tokens: 3, completion_tokens: 1, total_tokens: 4, prompt_tokens_details: { cached_tokens: 2 } },
    });
    expect((await events(await ask("hi"))).every((event) => !("usage" in event))).toBe(true);
  });

  it("sends errors in OpenAI's form with the headers given", async () => {
    llm.always({ status: 429, message: "slow down", code: "rate_limit", headers: { "retry-after": "7" } });
    const response = await ask("hi");
    expect([response.status, response.headers.get("retry-after")]).toEqual([429, "7"]);
    expect(await response.json()).toMatchObject({ error: { message: "slow down", code: "rate_limit" } });
    expect(await llm.requests[0]?.ended).toBe("error");
  });

  it.each([
    ["another route", "/embeddings", "{}", 404],
    ["a request without messages", "/chat/completions", '{"model":"m","stream":true,"messages":[]}', 400],
    ["a request that does not stream", "/chat/completions", '{"model":"m","messages":[{"role":"user"}]}', 400],
  ])("refuses %s", async (_what, path, body, status) => {
    const response = await fetch(llm.url + path, { method: "POST", body });
    expect(response.status).toBe(status);
    expect(llm.requests).toEqual([]);
  });
});

describe("a stream", () => {
  it("is held until the test lets it go on", async () => {
    const gate = Promise.withResolvers<void>();
    llm.always({ steps: ["Hello ", { hold: gate.promise }, "you"] });
    const response = await ask("hi");
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    let seen = "";
    while (!seen.includes("Hello ")) seen += (await reader?.read())?.value ?? "";
    expect(seen).not.toContain("you");
    gate.resolve();
    while (!seen.includes("[DONE]")) seen += (await reader?.read())?.value ?? "";
    expect(seen).toContain("you");
    expect(await llm.requests[0]?.ended).toBe("finished");
  });

  it("notices a client that leaves", async () => {
    llm.always({ steps: ["Hello ", { hold: new Promise(() => undefined) }] });
    const stop = new AbortController();
    await ask("hi", {}, stop.signal);
    stop.abort();
    expect(await (await llm.request(1)).ended).toBe("left");
  });

  it.each(["broken", "clean"] as const)("can end early (%s)", async (end) => {
    llm.always({ steps: ["Hello ", { end }] });
    const response = ask("hi").then((answer) => answer.text());
    const outcome = await response.then(
      (body) => ({ isDone: body.includes("[DONE]") }),
      () => "cut",
    );
    expect(outcome).toEqual(end === "clean" ? { isDone: false } : "cut");
    expect(await llm.requests[0]?.ended).toBe("broken");
  });

  it("is the same text in writes of one byte", async () => {
    llm.always({ text: "Grüße 🙂", bytesPerWrite: 1 });
    expect(await text(await ask("hi"))).toBe("Grüße 🙂");
  });

  it("can be slow", async () => {
    llm.always({ text: "a b c", firstTokenMs: 20, tokenMs: 10 });
    const start = performance.now();
    expect(await text(await ask("hi"))).toBe("a b c");
    expect(performance.now() - start).toBeGreaterThanOrEqual(35);
  });
});

it("hands a test the request it waits for, also before it comes", async () => {
  llm.always("Hi");
  const second = llm.request(2);
  await ask("one");
  await ask("two");
  expect((await second).user).toBe("two");
  expect((await llm.request(1)).user).toBe("one");
});
