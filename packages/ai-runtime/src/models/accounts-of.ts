import type { RuntimeConfig } from "../config/runtime-config.ts";
import type { Accounts, AzureAccount } from "./accounts.ts";

/** The accounts that a configuration has keys for; OpenAI's also when only its base URL is set. */
export function accountsOf({ apiKey, apiBase, anthropic, azure, google }: RuntimeConfig["models"]): Accounts {
  return {
    openai: apiKey || apiBase ? { apiKey: apiKey?.reveal(), baseUrl: apiBase } : undefined,
    anthropic: anthropic && account(anthropic),
    azure: azure && { ...account(azure), resourceName: azure.resourceName },
    google: google && account(google),
  };
}

function account({ apiKey, apiBase }: NonNullable<RuntimeConfig["models"]["anthropic"]>): AzureAccount {
  return { apiKey: apiKey.reveal(), baseUrl: apiBase };
}
