import type { Accounts } from "./accounts.ts";

/** What decides which provider answers. */
export interface ModelConfig {
  readonly mode: "dev" | "runtime";
  readonly accounts: Accounts;
  readonly defaultModel?: string | undefined;
  readonly modelProvider?: "openai" | "rehearsal" | undefined;
}

export type ProviderChoice =
  | { readonly kind: "models"; readonly accounts: Accounts; readonly defaultModel: string | undefined }
  | { readonly kind: "rehearsal" }
  | { readonly kind: "unconfigured" };

/**
 * Which provider answers: rehearsals when MODEL_PROVIDER says so; real models when there is an account of any
 * provider; else rehearsals in `mozaiks dev` (unless MODEL_PROVIDER=openai) and nobody in `mozaiks runtime`.
 */
export function chooseProvider({ mode, accounts, defaultModel, modelProvider }: ModelConfig): ProviderChoice {
  if (modelProvider === "rehearsal") return { kind: "rehearsal" };
  if (Object.values(accounts).some((account) => account !== undefined))
    return { kind: "models", accounts, defaultModel: defaultModel || ownDefault(accounts) };
  return mode === "dev" && modelProvider === undefined ? { kind: "rehearsal" } : { kind: "unconfigured" };
}

/**
 * What answers when neither DEFAULT_MODEL nor the agent names a model: a small model of the first provider there is.
 * A server that asks for an OpenAI key is taken for a way to OpenAI's models; nobody knows what those of a server without
 * one, or the deployments of an Azure resource, are called.
 */
function ownDefault({ openai, anthropic, google }: Accounts): string | undefined {
  if (openai !== undefined) return openai.apiKey === undefined ? undefined : "openai/gpt-4o-mini";
  if (anthropic !== undefined) return "anthropic/claude-haiku-4-5";
  return google === undefined ? undefined : "google/gemini-flash-latest";
}
