import type { ModelProvider } from "../ports/model-provider.ts";
import { createAiSdkProvider } from "./ai-sdk-provider.ts";
import { chooseProvider, type ModelConfig } from "./choose-provider.ts";
import { publishedPrices } from "./prices.ts";
import { createRehearsalProvider } from "./rehearsal-provider.ts";
import { createUnconfiguredProvider } from "./unconfigured-provider.ts";

/**
 * The provider that a configuration asks for, with the published prices.
 * @throws MozaiksError `config.invalid` when the base URL is no http(s) URL.
 */
export function createModelProvider(config: ModelConfig): ModelProvider {
  const choice = chooseProvider(config);
  if (choice.kind === "rehearsal") return createRehearsalProvider();
  if (choice.kind === "unconfigured") return createUnconfiguredProvider();
  const { accounts, defaultModel } = choice;
  return createAiSdkProvider({ accounts, defaultModel, prices: publishedPrices });
}
