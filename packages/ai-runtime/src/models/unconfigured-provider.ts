import { MozaiksError } from "@mozaiks/contracts";
import type { ModelProvider } from "../ports/model-provider.ts";

const advice =
  "No language model is configured: set OPENAI_API_KEY, ANTHROPIC_API_KEY, GOOGLE_GENERATIVE_AI_API_KEY, AZURE_API_KEY " +
  "with AZURE_RESOURCE_NAME, or OPENAI_API_BASE for a server that speaks OpenAI's protocol " +
  "(DEFAULT_MODEL names the model); MODEL_PROVIDER=rehearsal answers with the workflows' rehearsals instead";

/** A provider for a runtime without a model: every call fails with `model.not-configured` and what to set. */
export function createUnconfiguredProvider(): ModelProvider {
  return {
    stream: () => ({
      [Symbol.asyncIterator]: () => ({
        next: () => Promise.reject(new MozaiksError("model.not-configured", advice)),
      }),
    }),
    resolve: () => "none",
    costUsd: () => null,
  };
}
