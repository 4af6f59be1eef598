/** The providers that models are named by: `<provider>/<model>`. */
export const providerNames = ["openai", "anthropic", "azure", "google"] as const;
export type ProviderName = (typeof providerNames)[number];

/** What a provider is called with. */
export interface Account {
  readonly apiKey: string | undefined;
  /** Another address of the same protocol, with its version path. Default: the provider's own. */
  readonly baseUrl?: string | undefined;
}

export interface AzureAccount extends Account {
  /** Needed without a `baseUrl`: `https://<resourceName>.openai.azure.com/openai/v1` is called. */
  readonly resourceName?: string | undefined;
}

/**
 * The providers a runtime may call. OpenAI's `baseUrl` may be any server that speaks chat completions
 * (`http://127.0.0.1:11434/v1`), and needs no key then.
 */
export interface Accounts {
  readonly openai?: Account | undefined;
  readonly anthropic?: Account | undefined;
  readonly azure?: AzureAccount | undefined;
  readonly google?: Account | undefined;
}

/** What to set so that a provider can be called. */
export const accountVariables: Readonly<Record<ProviderName, string>> = {
  openai: "OPENAI_API_KEY",
  anthropic: "ANTHROPIC_API_KEY",
  azure: "AZURE_API_KEY and AZURE_RESOURCE_NAME",
  google: "GOOGLE_GENERATIVE_AI_API_KEY",
};
