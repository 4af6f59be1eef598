import type { AnthropicLanguageModelOptions } from "@ai-sdk/anthropic";
import type { GoogleLanguageModelOptions } from "@ai-sdk/google";
import type { OpenAILanguageModelChatOptions } from "@ai-sdk/openai";
import type { Json, JsonObject } from "@mozaiks/contracts";
import type { ProviderName } from "./accounts.ts";

const openai = {
  forceReasoning: true,
  logitBias: true,
  logprobs: true,
  maxCompletionTokens: true,
  metadata: true,
  parallelToolCalls: true,
  prediction: true,
  promptCacheKey: true,
  promptCacheOptions: true,
  promptCacheRetention: true,
  reasoningEffort: true,
  safetyIdentifier: true,
  serviceTier: true,
  store: true,
  systemMessageMode: true,
  textVerbosity: true,
  user: true,
  verbosity: true,
} satisfies Record<Exclude<keyof OpenAILanguageModelChatOptions, "strictJsonSchema"> | "verbosity", true>;

const anthropic = {
  anthropicBeta: true,
  cacheControl: true,
  compaction: true,
  container: true,
  contextManagement: true,
  disableParallelToolUse: true,
  effort: true,
  fallbacks: true,
  includePings: true,
  inferenceGeo: true,
  mcpServers: true,
  metadata: true,
  safeguards: true,
  sendReasoning: true,
  serviceTier: true,
  speed: true,
  structuredOutputMode: true,
  taskBudget: true,
  thinking: true,
  thread: true,
  toolStreaming: true,
  topK: true,
} satisfies Record<keyof AnthropicLanguageModelOptions | "topK", true>;

const google = {
  audioTimestamp: true,
  cachedContent: true,
  continuationToken: true,
  imageConfig: true,
  labels: true,
  mediaResolution: true,
  requestType: true,
  responseModalities: true,
  retrievalConfig: true,
  safetySettings: true,
  serviceTier: true,
  sharedRequestType: true,
  streamFunctionCallArguments: true,
  structuredOutputs: true,
  thinkingConfig: true,
  threshold: true,
  topK: true,
} satisfies Record<keyof GoogleLanguageModelOptions | "topK", true>;

const known: Readonly<Record<ProviderName, Readonly<Record<string, true>>>> = {
  openai,
  azure: openai,
  anthropic,
  google,
};

/** The options that a provider's package knows, in snake case: it drops all others without a word. */
export function optionNames(provider: ProviderName): readonly string[] {
  return Object.keys(known[provider]).map(snakeCase);
}

/** Whether a provider's package knows an option, in either spelling. */
export function isOption(provider: ProviderName, name: string): boolean {
  return Object.hasOwn(known[provider], camelCase(name));
}

const reserved = new Set(
  (
    "temperature top_p max_tokens seed presence_penalty frequency_penalty stop " +
    "model messages stream stream_options tools response_format"
  ).split(" "),
);

/** Names that no option may have: settings of their own, and what the runtime itself sends. */
export function isReserved(name: string): boolean {
  return reserved.has(snakeCase(name));
}

/** Options whose members are names and values of somebody else. */
const verbatim = new Set(["labels", "fallbacks", "logitBias", "prediction"]);

/** Options in the spelling of the AI SDK, members included. */
export function camelOptions(options: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(options).map(([name, value]) => {
      const key = camelCase(name);
      return [key, verbatim.has(key) ? value : camelMembers(value)];
    }),
  );
}

/** Options in the spelling of chat completions. */
export function snakeOptions(options: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(options).map(([name, value]) => [snakeCase(name), value]));
}

function camelMembers(value: Json): Json {
  if (Array.isArray(value)) return value.map(camelMembers);
  return typeof value === "object" && value !== null ? camelOptions(value) : value;
}

function camelCase(name: string): string {
  return name.replace(/_([a-z])/g, (_match, letter: string) => letter.toUpperCase());
}

function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
