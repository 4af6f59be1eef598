import type { ModelPart, ModelProvider, ModelRequest } from "../src/ports/model-provider.ts";
import { type AiSdkProviderOptions, createAiSdkProvider } from "../src/models/ai-sdk-provider.ts";
import type { Fetch } from "../src/models/idle-timeout-fetch.ts";
import { publishedPrices } from "../src/models/prices.ts";
import type { RetryTiming } from "../src/models/retry.ts";

export function modelRequest(overrides: Partial<ModelRequest> = {}): ModelRequest {
  return {
    model: "gpt-4o",
    settings: {},
    system: "You are a greeter.",
    messages: [{ role: "user", content: "Hello" }],
    tools: [],
    agent: "Greeter",
    context: {},
    rehearsal: undefined,
    ...overrides,
  };
}

export async function partsOf(
  provider: ModelProvider,
  request: ModelRequest,
  signal: AbortSignal = new AbortController().signal,
): Promise<ModelPart[]> {
  const parts: ModelPart[] = [];
  for await (const part of provider.stream(request, { signal })) parts.push(part);
  return parts;
}

export function textOf(parts: readonly ModelPart[]): string {
  return parts.map((part) => (part.type === "text" ? part.text : "")).join("");
}

export interface HeldTiming extends RetryTiming {
  /** Every wait so far, in milliseconds. */
  readonly waits: number[];
}

/** A clock that stands still and waits that end at once. */
export function heldTiming(options: { now?: number; random?: number } = {}): HeldTiming {
  const waits: number[] = [];
  return {
    waits,
    now: () => options.now ?? 0,
    random: () => options.random ?? 0.5,
    sleep: async (ms) => void waits.push(ms),
  };
}

export const dialects = ["openai", "compatible"] as const;
export type Server = (typeof dialects)[number] | "anthropic" | "azure" | "google";

/** A provider whose server is the one at `url`; waits end at once. */
export function providerAt(
  server: Server,
  url: string,
  options: Partial<AiSdkProviderOptions> & { apiKey?: string | undefined } = {},
): ModelProvider {
  const { apiKey = "apiKey" in options ? undefined : "sk-test-key", ...rest } = options;
  const account = { apiKey, baseUrl: url };
  const isOpenai = server === "openai";
  return createAiSdkProvider({
    accounts: isOpenai ? { openai: { apiKey } } : { [server === "compatible" ? "openai" : server]: account },
    prices: publishedPrices,
    timing: heldTiming(),
    ...(isOpenai && { fetch: redirectedFetch(url) }),
    ...rest,
  });
}

/** Sends what is meant for OpenAI to another server, over real HTTP. */
function redirectedFetch(url: string): Fetch {
  return (input, init) => {
    const address = input instanceof Request ? input.url : input.toString();
    return fetch(address.replace("https://api.openai.com/v1", url), init);
  };
}
