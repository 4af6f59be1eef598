import { createOpenAI } from "@ai-sdk/openai";
import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
import type { LanguageModelV4, LanguageModelV4CallOptions, LanguageModelV4StreamPart } from "@ai-sdk/provider";
import { MozaiksError } from "@mozaiks/contracts";
import type { ModelProvider } from "../ports/model-provider.ts";
import { callOptions, type Dialect } from "./call-options.ts";
import { type Fetch, idleTimeoutFetch } from "./idle-timeout-fetch.ts";
import { type FailureContext, modelFailure } from "./model-failure.ts";
import { modelName, resolvedName } from "./model-name.ts";
import { costUsd, type PriceTable } from "./prices.ts";
import { redactProviderText } from "./redact-provider-text.ts";
import { defaultRetryPolicy, type RetryPolicy, type RetryTiming, systemTiming } from "./retry.ts";
import { type Attempt, retryingStream } from "./retrying-stream.ts";
import { streamParts } from "./stream-parts.ts";

export interface AiSdkProviderOptions {
  /** May be absent with a `baseUrl`: local servers need none. */
  readonly apiKey: string | undefined;
  /** A server that speaks OpenAI's chat completions, with its version path (`http://127.0.0.1:11434/v1`). */
  readonly baseUrl?: string | undefined;
  /** What answers for agents that name no model. */
  readonly defaultModel?: string | undefined;
  readonly prices: PriceTable;
  readonly retry?: Partial<RetryPolicy>;
  /** Default: the system's clock, randomness and timers. */
  readonly timing?: RetryTiming;
  /** How long no byte at all may come before an attempt counts as broken. Default 120,000. */
  readonly idleTimeoutMs?: number;
  readonly fetch?: Fetch;
}

type ModelSource = (id: string) => LanguageModelV4;

/**
 * Language models over HTTP by the AI SDK's provider packages: OpenAI, or with `baseUrl` any server that speaks chat
 * completions. It calls a model's `doStream` itself, below `streamText`, and does its own retries.
 * @throws MozaiksError `config.invalid` when `baseUrl` is no http(s) URL.
 */
export function createAiSdkProvider(options: AiSdkProviderOptions): ModelProvider {
  const { apiKey, defaultModel, prices, timing = systemTiming } = options;
  const policy = { ...defaultRetryPolicy, ...options.retry };
  const dialect = dialectOf(options.baseUrl);
  const modelOf = remembered(modelSource(options, dialect));

  return {
    resolve: (model) => resolvedName(model, defaultModel),
    costUsd: (model, tokens) => costUsd(prices, model, tokens),
    stream: (request, { signal }) =>
      retryingStream(
        () => {
          const name = modelName(request.model, defaultModel);
          const model = modelOf(name.id);
          const call = callOptions(request, dialect);
          const redact = (text: string) => redactProviderText(text, apiKey, request);
          const explain = (thrown: unknown, phase: FailureContext["phase"]) =>
            modelFailure(thrown, { redact, nowMs: timing.now(), phase });
          return { model: name.full, attempt: () => openAttempt(model, call, signal, explain) };
        },
        { policy, timing, signal },
      ),
  };
}

function openAttempt(
  model: LanguageModelV4,
  call: LanguageModelV4CallOptions,
  signal: AbortSignal,
  explain: (thrown: unknown, phase: FailureContext["phase"]) => Error,
): Attempt {
  const controller = new AbortController();
  const forward = () => controller.abort(signal.reason);
  signal.addEventListener("abort", forward, { once: true });
  const translate = streamParts();
  let reader: ReadableStreamDefaultReader<LanguageModelV4StreamPart> | undefined;
  return {
    async read() {
      try {
        reader ??= (await model.doStream({ ...call, abortSignal: controller.signal })).stream.getReader();
        for (let next = await reader.read(); !next.done; next = await reader.read()) {
          const part = translate(next.value);
          if (part !== undefined) return part;
        }
        return undefined;
      } catch (thrown) {
        throw explain(thrown, reader === undefined ? "request" : "stream");
      }
    },
    close() {
      signal.removeEventListener("abort", forward);
      controller.abort();
    },
  };
}

function modelSource(options: AiSdkProviderOptions, dialect: Dialect): ModelSource {
  const { apiKey, baseUrl = openaiUrl } = options;
  const fetch = idleTimeoutFetch(options.fetch ?? globalThis.fetch, options.idleTimeoutMs ?? 120_000);
  if (dialect === "compatible") {
    const provider = createOpenAICompatible({
      name: "openaiCompatible",
      baseURL: baseUrl,
      ...(apiKey && { apiKey }),
      includeUsage: true,
      supportsStructuredOutputs: true,
      fetch,
    });
    return (id) => provider.chatModel(id);
  }
  // Key and URL are given so that the package does not read them from the environment.
  const provider = createOpenAI({ apiKey: apiKey ?? "", baseURL: baseUrl, fetch });
  return (id) => provider.chat(id);
}

/** Each model object compiles its schemas once; a definition names few models. */
function remembered(source: ModelSource): ModelSource {
  const models = new Map<string, LanguageModelV4>();
  return (id) => {
    const model = models.get(id) ?? source(id);
    if (models.size >= 100) models.clear();
    models.set(id, model);
    return model;
  };
}

const openaiUrl = "https://api.openai.com/v1";

function dialectOf(baseUrl = openaiUrl): Dialect {
  const url = URL.canParse(baseUrl) ? new URL(baseUrl) : undefined;
  if (url?.protocol !== "http:" && url?.protocol !== "https:")
    throw new MozaiksError("config.invalid", "OPENAI_API_BASE must be an http or https URL");
  return url.hostname === new URL(openaiUrl).hostname ? "openai" : "compatible";
}
