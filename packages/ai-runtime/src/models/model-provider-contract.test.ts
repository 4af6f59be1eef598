import { modelProviderContract, startMockLlm } from "@mozaiks/testkit";
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

describe("a rehearsal", () => {
  modelProviderContract(async ({ text, calls }) => ({
    provider: createRehearsalProvider({ chunkDelayMs: 0 }),
    request: modelRequest({ rehearsal: () => ({ content: text, toolCalls: calls }) }),
    [Symbol.asyncDispose]: async () => undefined,
  }));
});
