import { describe, expect, it } from "vitest";
import { heldTiming, modelRequest, partsOf, providerAt, textOf } from "../../test/model-call.ts";
import { startRawModelServer } from "../../test/raw-model-server.ts";
import type { ModelMessage } from "../ports/model-provider.ts";

const claudeStart = {
  type: "message_start",
  message: {
    id: "msg_1",
    type: "message",
    role: "assistant",
    model: "claude-haiku-4-5",
    content: [],
    stop_reason: null,
    stop_sequence: null,
    usage: { input_tokens: 10, cache_creation_input_tokens: 20, cache_read_input_tokens: 30, output_tokens: 1 },
  },
};
const claudeText = [
  { type: "content_block_start", index: 0, content_block: { type: "text", text: "" } },
  { type: "content_block_delta", index: 0, delta: { type: "text_delta", text: "Hello" } },
];
const claudeEnd = [
  { type: "content_block_stop", index: 0 },
  {
    type: "message_delta",
    delta: { stop_reason: "end_turn", stop_sequence: null },
    usage: { output_tokens: 9, output_tokens_details: { thinking_tokens: 4 } },
  },
  { type: "message_stop" },
];

const geminiText = { candidates: [{ content: { role: "model", parts: [{ text: "Hello" }] }, index: 0 }] };
const geminiEnd = {
  candidates: [{ content: { role: "model", parts: [{ text: "" }] }, finishReason: "STOP", index: 0 }],
  usageMetadata: {
    promptTokenCount: 60,
    cachedContentTokenCount: 30,
    candidatesTokenCount: 5,
    thoughtsTokenCount: 4,
    totalTokenCount: 69,
  },
};

const servers = {
  anthropic: {
    model: "anthropic/claude-haiku-4-5",
    whole: { events: [claudeStart, ...claudeText, ...claudeEnd] },
    cut: { events: [claudeStart, ...claudeText] },
    brokenBy: {
      events: [
        claudeStart,
        ...claudeText,
        { type: "error", error: { type: "overloaded_error", message: "Overloaded" } },
      ],
    },
    usage: {
      prompt_tokens: 60,
      completion_tokens: 9,
      total_tokens: 69,
      cached_tokens: 30,
      cache_write_tokens: 20,
      reasoning_tokens: 4,
    },
    path: "/messages",
    key: "x-api-key",
    error: (message: string) => ({ type: "error", error: { type: "not_found_error", message } }),
  },
  google: {
    model: "google/gemini-2.5-flash",
    whole: { events: [geminiText, geminiEnd] },
    cut: { events: [geminiText] },
    brokenBy: { events: [geminiText, { error: { code: 503, message: "Overloaded", status: "UNAVAILABLE" } }] },
    usage: { prompt_tokens: 60, completion_tokens: 9, total_tokens: 69, cached_tokens: 30, reasoning_tokens: 4 },
    path: "/models/gemini-2.5-flash:streamGenerateContent?alt=sse",
    key: "x-goog-api-key",
    error: (message: string) => ({ error: { code: 404, message, status: "NOT_FOUND" } }),
  },
} as const;

describe.each(["anthropic", "google"] as const)("a call to %s", (name) => {
  const { model, whole, cut, brokenBy, usage, path, key, error } = servers[name];
  const request = modelRequest({ model });

  it("goes to the model's path with the key, and counts cached and reasoning tokens", async () => {
    await using server = await startRawModelServer(whole);
    const parts = await partsOf(providerAt(name, server.url), request);
    expect(parts).toEqual([
      { type: "text", text: "Hello" },
      { type: "finish", reason: "stop", usage },
    ]);
    const [sent] = server.requests;
    expect(sent?.path).toBe(path);
    expect(sent?.headers[key]).toBe("sk-test-key");
    expect(JSON.stringify(sent?.body)).toContain("You are a greeter.");
  });

  it.each([
    ["an end before the model has said that it is done", cut],
    ["an error of the provider", brokenBy],
  ])("starts again after %s in mid-stream", async (_what, broken) => {
    await using server = await startRawModelServer(broken, whole);
    const parts = await partsOf(providerAt(name, server.url), request);
    expect(parts.map(({ type }) => type)).toEqual(["text", "restart", "text", "finish"]);
    expect(textOf(parts.slice(2))).toBe("Hello");
  });

  it("is tried again when the provider is overloaded, and gives up in the end", async () => {
    await using server = await startRawModelServer({ status: 529, json: error("Overloaded") });
    const timing = heldTiming();
    await expect(partsOf(providerAt(name, server.url, { timing }), request)).rejects.toMatchObject({
      code: "model.unavailable",
      message: `${model} did not answer after 4 attempts: HTTP 529: Overloaded`,
    });
    expect(timing.waits).toEqual([250, 500, 1000]);
  });

  it("that is refused keeps key and prompt out of the error", async () => {
    await using server = await startRawModelServer({
      status: 400,
      json: error(`sk-test-key may not say: You are a greeter.`),
    });
    await expect(partsOf(providerAt(name, server.url), request)).rejects.toMatchObject({
      code: "model.rejected",
      message: expect.stringMatching(/^(?!.*(sk-test-key|greeter)).*HTTP 400: \[secret\] may not say: \[…\]/),
    });
  });

  it("for a model that does not exist is marked as such", async () => {
    await using server = await startRawModelServer({ status: 404, json: error("model: no such model") });
    await expect(partsOf(providerAt(name, server.url), request)).rejects.toMatchObject({
      code: "model.rejected",
      isModelNotFound: true,
    });
  });

  it.each<[string, readonly ModelMessage[], readonly string[]]>([
    ["nothing at all", [], ["user"]],
    ["an agent's greeting", [{ role: "assistant", content: "Welcome!", calls: [] }], ["user", "assistant", "user"]],
    [
      "a conversation that a person began",
      [
        { role: "user", content: "Hi" },
        { role: "assistant", content: "Welcome!", calls: [] },
        { role: "user", content: "Bye" },
      ],
      ["user", "assistant", "user"],
    ],
  ])("carries %s as a conversation that a user begins and ends", async (_what, messages, roles) => {
    await using server = await startRawModelServer(whole);
    await partsOf(providerAt(name, server.url), { ...request, messages });
    const body = server.requests[0]?.body as { messages?: { role: string }[]; contents?: { role: string }[] };
    const sent = (body.messages ?? body.contents ?? []).map(({ role }) => (role === "model" ? "assistant" : role));
    expect(sent).toEqual(roles);
  });

  it("asks for structured output by its schema", async () => {
    await using server = await startRawModelServer(whole);
    const schema = { type: "object", properties: { city: { type: "string" } }, required: ["city"] };
    await partsOf(providerAt(name, server.url), { ...request, output: { name: "Place", schema } });
    const { body } = server.requests[0] ?? {};
    const asked = name === "anthropic" ? body?.["output_config"] : body?.["generationConfig"];
    expect(JSON.stringify(asked)).toContain(JSON.stringify({ city: { type: "string" } }));
  });
});

it.each([
  ["anthropic", { cache_control: { type: "ephemeral" } }, { cache_control: { type: "ephemeral" } }],
  ["anthropic", { top_k: 5, metadata: { user_id: "ann" } }, { top_k: 5, metadata: { user_id: "ann" } }],
  [
    "anthropic",
    { thinking: { type: "enabled", budget_tokens: 2000 } },
    { thinking: { type: "enabled", budget_tokens: 2000 } },
  ],
  [
    "google",
    { topK: 5, thinking_config: { thinking_budget: 100 }, labels: { my_team: "a_b" } },
    { generationConfig: { topK: 5, thinkingConfig: { thinkingBudget: 100 } }, labels: { my_team: "a_b" } },
  ],
] as const)("passes the options of llm_config on to %s: %j", async (name, options, body) => {
  const { model, whole } = servers[name];
  await using server = await startRawModelServer(whole);
  await partsOf(providerAt(name, server.url), modelRequest({ model, settings: { options } }));
  expect(server.requests[0]?.body).toMatchObject(body);
});

it.each([
  ["anthropic", { efort: "low" }, /anthropic has no option efort; it has .*effort/],
  ["google", { thinking_config: { thinking_level: "huge" } }, /cannot be sent.*thinkingLevel/],
] as const)("refuses options that %s does not take", async (name, options, message) => {
  const { model, whole } = servers[name];
  await using server = await startRawModelServer(whole);
  const request = modelRequest({ model, settings: { options } });
  await expect(partsOf(providerAt(name, server.url), request)).rejects.toMatchObject({
    code: "model.rejected",
    message: expect.stringMatching(message),
  });
  expect(server.requests).toEqual([]);
});

it("tells Claude which tool results are failures", async () => {
  await using server = await startRawModelServer(servers.anthropic.whole);
  const messages: readonly ModelMessage[] = [
    { role: "user", content: "Hi" },
    { role: "assistant", content: "", calls: [{ call_id: "c1", name: "ping", arguments: {} }] },
    { role: "tool", call_id: "c1", name: "ping", result: "it broke", isError: true },
  ];
  await partsOf(
    providerAt("anthropic", server.url),
    modelRequest({
      model: servers.anthropic.model,
      messages,
      tools: [{ name: "ping", description: "", parameters: {} }],
    }),
  );
  const sent = server.requests[0]?.body["messages"] as { content: unknown }[];
  expect(sent.at(-1)?.content).toEqual([
    expect.objectContaining({ type: "tool_result", tool_use_id: "c1", content: "it broke", is_error: true }),
  ]);
});

it.each([
  ["a budget", { type: "enabled", budget_tokens: 2000 }, undefined],
  ["adaptive thinking", { type: "adaptive" }, { type: "adaptive" }],
])("lets Claude with %s answer after tool results", async (_what, thinking, sent) => {
  await using server = await startRawModelServer(servers.anthropic.whole);
  const messages: readonly ModelMessage[] = [
    { role: "user", content: "Hi" },
    { role: "assistant", content: "", calls: [{ call_id: "c1", name: "ping", arguments: {} }] },
    { role: "tool", call_id: "c1", name: "ping", result: "pong", isError: false },
  ];
  const settings = { options: { thinking, effort: "low" } };
  const request = modelRequest({ model: "anthropic/claude-sonnet-4-6", messages, settings });
  await partsOf(providerAt("anthropic", server.url), request);
  expect(server.requests[0]?.body["thinking"]).toEqual(sent);
  expect(server.requests[0]?.body).toMatchObject({ output_config: { effort: "low" } });
});

it.each([
  ["anthropic", { type: "image", source: { type: "base64", media_type: "image/png", data: "AQID" } }],
  ["google", { inlineData: { mimeType: "image/png", data: "AQID" } }],
] as const)("shows images to %s", async (name, part) => {
  const { model, whole } = servers[name];
  await using server = await startRawModelServer(whole);
  const images = [{ media_type: "image/png", data: new Uint8Array([1, 2, 3]) }];
  const messages: readonly ModelMessage[] = [{ role: "user", content: "See?", images }];
  await partsOf(providerAt(name, server.url), modelRequest({ model, messages }));
  const body = server.requests[0]?.body as { messages?: object[]; contents?: object[] };
  const sent = (body.messages ?? body.contents)?.[0] as { content?: object[]; parts?: object[] };
  expect(sent.content ?? sent.parts).toMatchObject([{ text: "See?" }, part]);
});

it("gives Gemini the results of parallel calls together", async () => {
  await using server = await startRawModelServer(servers.google.whole);
  const messages: readonly ModelMessage[] = [
    { role: "user", content: "Hi" },
    {
      role: "assistant",
      content: "",
      calls: ["c1", "c2"].map((call_id) => ({ call_id, name: "ping", arguments: {} })),
    },
    { role: "tool", call_id: "c1", name: "ping", result: "one", isError: false },
    { role: "tool", call_id: "c2", name: "ping", result: "two", isError: false },
    { role: "assistant", content: "Done.", calls: [{ call_id: "c3", name: "ping", arguments: {} }] },
    { role: "tool", call_id: "c3", name: "ping", result: "three", isError: false },
  ];
  await partsOf(providerAt("google", server.url), modelRequest({ model: servers.google.model, messages }));
  const contents = server.requests[0]?.body["contents"] as { role: string; parts: object[] }[];
  expect(contents.map(({ role, parts }) => `${role} ${parts.flatMap(Object.keys).join(" ")}`)).toEqual([
    "user text",
    "model functionCall functionCall",
    "user functionResponse functionResponse",
    "model text functionCall",
    "user functionResponse",
  ]);
});

it("waits as long as Gemini asks in the body of its error", async () => {
  const details = [{ "@type": "type.googleapis.com/google.rpc.RetryInfo", retryDelay: "7.5s" }];
  const busy = { error: { code: 429, message: "Quota", status: "RESOURCE_EXHAUSTED", details } };
  await using server = await startRawModelServer({ status: 429, json: busy }, servers.google.whole);
  const timing = heldTiming({ random: 0 });
  await partsOf(providerAt("google", server.url, { timing }), modelRequest({ model: servers.google.model }));
  expect(timing.waits).toEqual([7_500]);
});

it("calls a deployment at Azure by its name with the resource's key", async () => {
  const chunk = { id: "1", object: "chat.completion.chunk", created: 1, model: "gpt-4o" };
  const delta = {
    ...chunk,
    choices: [{ index: 0, delta: { role: "assistant", content: "Hello" }, finish_reason: null }],
  };
  const end = { ...chunk, choices: [{ index: 0, delta: {}, finish_reason: "stop" }] };
  await using server = await startRawModelServer({ events: [delta] }, { events: [delta, end] });
  const provider = providerAt("azure", `${server.url}/openai/v1`);
  const parts = await partsOf(provider, modelRequest({ model: "azure/my-deployment" }));
  expect(parts.map(({ type }) => type)).toEqual(["text", "restart", "text", "finish"]);
  const [sent] = server.requests;
  expect(sent?.path).toBe("/openai/v1/chat/completions");
  expect(sent?.headers).toMatchObject({ "api-key": "sk-test-key" });
  expect(sent?.body).toMatchObject({ model: "my-deployment", stream: true });
  expect(provider.resolve("azure/my-deployment")).toBe("azure/my-deployment");
});

it("finds the address of an Azure resource by its name", async () => {
  const asked: string[] = [];
  const provider = providerAt("azure", "", {
    accounts: { azure: { apiKey: "k", resourceName: "my-company" } },
    fetch: async (input) => {
      asked.push(new Request(input).url);
      return Response.json({ error: { message: "no" } }, { status: 401 });
    },
  });
  await expect(partsOf(provider, modelRequest({ model: "azure/d" }))).rejects.toMatchObject({ code: "model.rejected" });
  expect(asked).toEqual(["https://my-company.openai.azure.com/openai/v1/chat/completions"]);
});
