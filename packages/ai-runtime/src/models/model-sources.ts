import type { LanguageModelV4 } from "@ai-sdk/provider";
import { MozaiksError } from "@mozaiks/contracts";
import type { Account, Accounts, AzureAccount, ProviderName } from "./accounts.ts";
import type { Dialect } from "./call-options.ts";
import type { Fetch } from "./idle-timeout-fetch.ts";

type ModelFactory = (id: string) => LanguageModelV4;

/** One provider's models. */
export interface ModelSource {
  readonly dialect: Dialect;
  readonly apiKey: string | undefined;
  /** The model of that name. The provider's package is loaded with the first one. */
  model(id: string): Promise<LanguageModelV4>;
}

/**
 * The models of every account. Keys and addresses are always given, so that no package reads them from the environment.
 * @throws MozaiksError `config.invalid` when OpenAI's base URL is no http(s) URL.
 */
export function modelSources(accounts: Accounts, fetch: Fetch): ReadonlyMap<ProviderName, ModelSource> {
  const { openai, anthropic, azure, google } = accounts;
  const sources = new Map<ProviderName, ModelSource>();
  if (openai !== undefined) sources.set("openai", openaiSource(openai, fetch));
  if (anthropic !== undefined)
    sources.set("anthropic", source("anthropic", anthropic, openAnthropic(anthropic, fetch)));
  if (azure !== undefined) sources.set("azure", source("openai", azure, openAzure(azure, fetch)));
  if (google !== undefined) sources.set("google", source("google", google, openGoogle(google, fetch)));
  return sources;
}

const openaiUrl = "https://api.openai.com/v1";

function openaiSource(account: Account, fetch: Fetch): ModelSource {
  const { apiKey, baseUrl = openaiUrl } = account;
  const url = URL.canParse(baseUrl) ? new URL(baseUrl) : undefined;
  if (url?.protocol !== "http:" && url?.protocol !== "https:")
    throw new MozaiksError("config.invalid", "OPENAI_API_BASE must be an http or https URL");
  if (url.hostname === new URL(openaiUrl).hostname)
    return source("openai", account, async () => {
      const { createOpenAI } = await import("@ai-sdk/openai");
      const provider = createOpenAI({ apiKey: apiKey ?? "", baseURL: baseUrl, fetch });
      return (id) => provider.chat(id);
    });
  return source("compatible", account, async () => {
    const { createOpenAICompatible } = await import("@ai-sdk/openai-compatible");
    const provider = createOpenAICompatible({
      name: "openaiCompatible",
      baseURL: baseUrl,
      ...(apiKey && { apiKey }),
      includeUsage: true,
      supportsStructuredOutputs: true,
      fetch,
    });
    return (id) => provider.chatModel(id);
  });
}

function openAnthropic({ apiKey = "", baseUrl = "https://api.anthropic.com/v1" }: Account, fetch: Fetch) {
  return async (): Promise<ModelFactory> => {
    const { createAnthropic } = await import("@ai-sdk/anthropic");
    const provider = createAnthropic({ apiKey, baseURL: baseUrl, fetch });
    return (id) => provider.languageModel(id);
  };
}

function openAzure({ apiKey = "", baseUrl, resourceName = "" }: AzureAccount, fetch: Fetch) {
  return async (): Promise<ModelFactory> => {
    const { createAzure } = await import("@ai-sdk/azure");
    const baseURL = baseUrl ?? `https://${resourceName}.openai.azure.com/openai/v1`;
    const provider = createAzure({ apiKey, baseURL, fetch });
    return (id) => provider.chat(id);
  };
}

function openGoogle(
  { apiKey = "", baseUrl = "https://generativelanguage.googleapis.com/v1beta" }: Account,
  fetch: Fetch,
) {
  return async (): Promise<ModelFactory> => {
    const { createGoogle } = await import("@ai-sdk/google");
    const provider = createGoogle({ apiKey, baseURL: baseUrl, fetch });
    return (id) => provider.languageModel(id);
  };
}

/** Each model object compiles its schemas once; a definition names few models. */
function source(dialect: Dialect, { apiKey }: Account, open: () => Promise<ModelFactory>): ModelSource {
  const models = new Map<string, LanguageModelV4>();
  let opened: Promise<ModelFactory> | undefined;
  return {
    dialect,
    apiKey,
    async model(id) {
      opened ??= open();
      const factory = await opened;
      const model = models.get(id) ?? factory(id);
      if (models.size >= 100) models.clear();
      models.set(id, model);
      return model;
    },
  };
}
