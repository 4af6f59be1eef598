/** What decides which provider answers. An empty string is unset. */
export interface ModelConfig {
  readonly mode: "dev" | "runtime";
  readonly openaiApiKey?: string | undefined;
  readonly openaiApiBase?: string | undefined;
  readonly defaultModel?: string | undefined;
  readonly modelProvider?: "openai" | "rehearsal" | undefined;
}

export type ProviderChoice =
  | {
      readonly kind: "openai";
      readonly apiKey: string | undefined;
      readonly baseUrl: string | undefined;
      readonly defaultModel: string | undefined;
    }
  | { readonly kind: "rehearsal" }
  | { readonly kind: "unconfigured" };

/**
 * Which provider answers: rehearsals when MODEL_PROVIDER says so; a real model when there is a key, or a base URL
 * (local servers need no key; nobody knows what their models are called); else rehearsals in `mozaiks dev` (unless MODEL_PROVIDER=openai) and nobody in
 * `mozaiks runtime`.
 */
export function chooseProvider(config: ModelConfig): ProviderChoice {
  if (config.modelProvider === "rehearsal") return { kind: "rehearsal" };
  const apiKey = config.openaiApiKey || undefined;
  const baseUrl = config.openaiApiBase || undefined;
  if (apiKey !== undefined || baseUrl !== undefined)
    return { kind: "openai", apiKey, baseUrl, defaultModel: config.defaultModel || openaiDefault(baseUrl) };
  return config.mode === "dev" && config.modelProvider === undefined ? { kind: "rehearsal" } : { kind: "unconfigured" };
}

/** What answers at OpenAI when neither DEFAULT_MODEL nor the agent names a model. */
function openaiDefault(baseUrl: string | undefined): string | undefined {
  return baseUrl === undefined ? "openai/gpt-4o-mini" : undefined;
}
