import { modelProviderContract, startMockLlm } from "@mozaiks/testkit";
import { LLMock } from "@copilotkit/aimock";
import { describe } from "vitest";
import { dialects, modelRequest, providerAt } from "../../test/model-call.ts";
import { createRehearsalProvider } from "./rehearsal-provider.ts";

describe.each(dialects)("a model over HTTP (%s)", (dialect) => {
  modelProviderContract(async ({ text, calls }) => {
    const llm = await startMockLlm();
    llm.always({ text, toolCalls: calls });
    return {
      provider: providerAt(dialect, llm.url),
      request: modelRequest(),
      [Symbol.asyncDispose]: () => llm.close(),
    };
  });
});

describe("a deployment at Azure", () => {
  modelProviderContract(async ({ text, calls }) => {
    const llm = await startMockLlm();
    llm.always({ text, toolCalls: calls });
    return {
      provider: providerAt("azure", llm.url),
      request: modelRequest({ model: "azure/my-deployment" }),
      [Symbol.asyncDispose]: () => llm.close(),
    };
  });
});

describe.each([
  ["anthropic", "claude-haiku-4-5", "v1"],
  ["google", "gemini-2.5-flash", "v1beta"],
] as const)("a model of %s", (server, model, version) => {
  modelProviderContract(async ({ text, calls }) => {
    const mock = new LLMock({ port: 0, chunkSize: 6 });
    await mock.start();
    const toolCalls = calls.map((call, index) => ({
      id: `c${index}`,
      name: call.name,
      arguments: JSON.stringify(call.arguments),
    }));
    // Gemini says STOP also where it calls tools; aimock's own default is no reason of the API.
    const called = toolCalls.length > 0 && { toolCalls, ...(server === "google" && { finishReason: "stop" }) };
    mock.onMessage("Hello", { content: text, ...called });
    return {
      provider: providerAt(server, `${mock.url}/${version}`),
      request: modelRequest({ model: `${server}/${model}` }),
      [Symbol.asyncDispose]: () => mock.stop(),
    };
  });
});

describe("a rehearsal", () => {
  modelProviderContract(async ({ text, calls }) => ({
    provider: createRehearsalProvider({ chunkDelayMs: 0 }),
    request: modelRequest({ rehearsal: () => ({ content: text, toolCalls: calls }) }),
    [Symbol.asyncDispose]: async () => undefined,
  }));
});
