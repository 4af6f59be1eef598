import { type MockLlm, startMockLlm } from "@mozaiks/testkit";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { dialects, modelRequest, partsOf, providerAt } from "../../test/model-call.ts";
import type { ModelRequest } from "../ports/model-provider.ts";

let llm: MockLlm;
beforeAll(async () => {
  llm = await startMockLlm();
});
afterEach(() => llm.reset());
afterAll(() => llm.close());

async function sent(dialect: (typeof dialects)[number], request: Partial<ModelRequest>, options = {}) {
  llm.always("ok");
  await partsOf(providerAt(dialect, llm.url, options), modelRequest(request));
  return await llm.request(1);
}

const lookUp = { call_id: "call_1", name: "look_up", arguments: { city: "Oslo" } };

const strictObject = {
  type: "object",
  properties: { city: { type: "string" } },
  required: ["city"],
  additionalProperties: false,
};

describe.each(dialects)("a request to a server (%s)", (dialect) => {
  it("streams chat completions of the model without its provider prefix, and asks for usage", async () => {
    const { body, headers } = await sent(dialect, { model: "openai/gpt-4o-mini" });
    expect(body).toMatchObject({ model: "gpt-4o-mini", stream: true, stream_options: { include_usage: true } });
    expect(headers["authorization"]).toBe("Bearer sk-test-key");
  });

  it.each([
    ["a bare name", { model: "gpt-4o" }, {}, "gpt-4o"],
    ["the default model", { model: undefined }, { defaultModel: "openai/gpt-4.1" }, "gpt-4.1"],
    ["slashes after the provider", { model: "openai/meta/llama-3" }, {}, "meta/llama-3"],
  ])("names the model by %s", async (_what, request, options, name) => {
    const { body } = await sent(dialect, request, options);
    expect(body.model).toBe(name);
  });

  it.each<[string, Partial<ModelRequest>, object]>([
    [
      "system and user",
      {},
      [
        { role: "system", content: "You are a greeter." },
        { role: "user", content: "Hello" },
      ],
    ],
    ["no system prompt", { system: "" }, [{ role: "user", content: "Hello" }]],
    [
      "an image beside the text",
      {
        system: "",
        messages: [
          { role: "user", content: "See?", images: [{ media_type: "image/png", data: new Uint8Array([1, 2, 3]) }] },
        ],
      },
      [
        {
          role: "user",
          content: [
            { type: "text", text: "See?" },
            { type: "image_url", image_url: { url: "data:image/png;base64,AQID" } },
          ],
        },
      ],
    ],
    [
      "an assistant's text",
      { system: "", messages: [{ role: "assistant", content: "Hi!", calls: [] }] },
      [{ role: "assistant", content: "Hi!" }],
    ],
    [
      "a tool call with text and its result",
      {
        system: "",
        messages: [
          { role: "assistant", content: "One moment.", calls: [lookUp] },
          { role: "tool", call_id: "call_1", name: "look_up", result: '{"degrees":7}', isError: false },
        ],
      },
      [
        {
          role: "assistant",
          content: "One moment.",
          tool_calls: [{ id: "call_1", type: "function", function: { name: "look_up", arguments: '{"city":"Oslo"}' } }],
        },
        { role: "tool", tool_call_id: "call_1", content: '{"degrees":7}' },
      ],
    ],
    [
      "parallel tool calls without text, one of which failed",
      {
        system: "",
        messages: [
          { role: "assistant", content: "", calls: [lookUp, { call_id: "call_2", name: "stop", arguments: {} }] },
          { role: "tool", call_id: "call_1", name: "look_up", result: "7", isError: false },
          { role: "tool", call_id: "call_2", name: "stop", result: "it does not stop", isError: true },
        ],
      },
      [
        {
          role: "assistant",
          content: null,
          tool_calls: [
            { id: "call_1", type: "function", function: { name: "look_up", arguments: '{"city":"Oslo"}' } },
            { id: "call_2", type: "function", function: { name: "stop", arguments: "{}" } },
          ],
        },
        { role: "tool", tool_call_id: "call_1", content: "7" },
        { role: "tool", tool_call_id: "call_2", content: "it does not stop" },
      ],
    ],
  ])("carries %s", async (_what, request, messages) => {
    const { body } = await sent(dialect, request);
    expect(body.messages).toEqual(messages);
  });

  it("shortens call ids that OpenAI would refuse, the same way in the call and in its result", async () => {
    const call_id = `call_${"x".repeat(60)}`;
    const { body } = await sent(dialect, {
      messages: [
        { role: "assistant", content: "", calls: [{ ...lookUp, call_id }] },
        { role: "tool", call_id, name: "look_up", result: "7", isError: false },
      ],
    });
    const [, assistant, tool] = body.messages;
    expect(assistant?.tool_calls?.[0]?.id).toMatch(/^call_[0-9a-f]{32}$/);
    expect(tool?.tool_call_id).toBe(assistant?.tool_calls?.[0]?.id);
  });

  it("carries every sampling setting by its own name", async () => {
    const settings = {
      temperature: 0.5,
      top_p: 0.9,
      max_tokens: 100,
      seed: 7,
      presence_penalty: 0.1,
      frequency_penalty: 0.2,
      stop: ["END"],
    };
    const { body } = await sent(dialect, { settings });
    expect(body).toMatchObject(settings);
  });

  it("passes on the options of llm_config, in either spelling", async () => {
    const options = { reasoning_effort: "low", parallelToolCalls: false, user: "ann", verbosity: "low" };
    const { body } = await sent(dialect, { settings: { options } });
    expect(body).toMatchObject({ reasoning_effort: "low", parallel_tool_calls: false, user: "ann", verbosity: "low" });
  });

  it("lets llm_config replace neither the model nor the messages", async () => {
    const options = { model: "other", messages: [], stream: false };
    const { body } = await sent(dialect, { settings: { options } });
    expect(body).toMatchObject({ model: "gpt-4o", stream: true, messages: [{ role: "system" }, { role: "user" }] });
  });

  it("asks for a structured output by a strict JSON schema where the schema allows it", async () => {
    const { body } = await sent(dialect, { output: { name: "Place", schema: strictObject } });
    expect(body["response_format"]).toEqual({
      type: "json_schema",
      json_schema: { name: "Place", schema: strictObject, strict: true },
    });
  });

  it("asks for a structured output with optional properties without strict", async () => {
    const schema = { type: "object", properties: { city: { type: "string" } } };
    const { body } = await sent(dialect, { output: { name: "Place", schema } });
    expect(body["response_format"]).toEqual({
      type: "json_schema",
      json_schema: { name: "Place", schema, strict: false },
    });
  });

  it("offers no tools and no format when there are none", async () => {
    const { body } = await sent(dialect, {});
    expect(Object.keys(body)).not.toEqual(expect.arrayContaining(["tools"]));
    expect(body).not.toHaveProperty("response_format");
  });
});

it("gives a structured output a name that OpenAI takes", async () => {
  const { body } = await sent("openai", { output: { name: "Ort & Zeit", schema: strictObject } });
  expect(body["response_format"]).toMatchObject({ json_schema: { name: "Ort___Zeit" } });
});

it("speaks OpenAI's own dialect also when its URL is given", async () => {
  const { body } = await sent(
    "openai",
    { model: "o3", settings: { max_tokens: 9 } },
    { accounts: { openai: { apiKey: "sk-test-key", baseUrl: "https://api.openai.com/v1" } } },
  );
  expect(body).toMatchObject({ max_completion_tokens: 9, messages: [{ role: "developer" }, { role: "user" }] });
});

it("does not send an option whose value the package refuses, and says which", async () => {
  const settings = { options: { reasoning_effort: "banana" } };
  await expect(partsOf(providerAt("openai", llm.url), modelRequest({ settings }))).rejects.toMatchObject({
    code: "model.rejected",
    message: expect.stringMatching(/^The request cannot be sent: .*reasoningEffort: Invalid option/),
  });
  expect(llm.requests).toEqual([]);
});

it("does not send an option that the package would drop, and says which there are", async () => {
  const settings = { options: { top_k: 40 } };
  await expect(partsOf(providerAt("openai", llm.url), modelRequest({ settings }))).rejects.toMatchObject({
    code: "model.rejected",
    message: expect.stringMatching(/openai has no option top_k; it has .*reasoning_effort/),
  });
  expect(llm.requests).toEqual([]);
});

describe("tools", () => {
  const tools = [
    { name: "look_up", description: "Looks up.", parameters: strictObject },
    {
      name: "search",
      description: "Searches.",
      parameters: { type: "object", properties: { page: { type: "integer" } } },
    },
    { name: "ping", description: "Pings.", parameters: {} },
  ];

  it("are strict for OpenAI exactly where their schema allows it", async () => {
    const { body } = await sent("openai", { tools });
    expect(body.tools).toEqual([
      { type: "function", function: { ...tools[0], strict: true } },
      { type: "function", function: { ...tools[1], strict: false } },
      {
        type: "function",
        function: {
          name: "ping",
          description: "Pings.",
          parameters: { type: "object", properties: {}, required: [], additionalProperties: false },
          strict: true,
        },
      },
    ]);
  });

  it("carry no field that a compatible server may not know", async () => {
    const { body } = await sent("compatible", { tools });
    expect(body.tools?.map((tool) => Object.keys(tool.function))).toEqual(
      tools.map(() => ["name", "description", "parameters"]),
    );
  });
});

describe("a server of one's own", () => {
  it("needs no key", async () => {
    const { headers } = await sent("compatible", {}, { apiKey: undefined });
    expect(headers).not.toHaveProperty("authorization");
  });

  it("gets options that no package knows", async () => {
    const { body } = await sent("compatible", { settings: { options: { top_k: 40, repetitionPenalty: 1.1 } } });
    expect(body).toMatchObject({ top_k: 40, repetition_penalty: 1.1 });
  });

  it("must have an http URL", () => {
    expect(() => providerAt("compatible", "localhost:11434")).toThrow(
      expect.objectContaining({ code: "config.invalid", message: "OPENAI_API_BASE must be an http or https URL" }),
    );
  });
});

describe("names that no provider answers to", () => {
  it.each([
    ["mistral/large", /no model provider for "mistral\/large".*openai\/mistral\/large/],
    ["anthropic/claude-sonnet-5", /^anthropic\/claude-sonnet-5 cannot be called: set ANTHROPIC_API_KEY$/],
    ["azure/mine", /AZURE_API_KEY and AZURE_RESOURCE_NAME/],
    ["google/gemini-2.5-pro", /GOOGLE_GENERATIVE_AI_API_KEY/],
    ["openai/", /no model provider/],
    [undefined, /DEFAULT_MODEL/],
  ])("%s is model.not-configured and is not sent", async (model, message) => {
    const provider = providerAt("openai", llm.url);
    await expect(partsOf(provider, modelRequest({ model }))).rejects.toMatchObject({
      code: "model.not-configured",
      message: expect.stringMatching(message),
    });
    expect(llm.requests).toEqual([]);
  });

  it("without its own account is told the way to a server of OPENAI_API_BASE", async () => {
    const provider = providerAt("compatible", llm.url);
    await expect(partsOf(provider, modelRequest({ model: "google/gemma" }))).rejects.toMatchObject({
      message: expect.stringContaining("the server of OPENAI_API_BASE is called by openai/google/gemma"),
    });
  });
});
