import type { LanguageModelV4, LanguageModelV4CallOptions, LanguageModelV4StreamPart } from "@ai-sdk/provider";
import { MozaiksError } from "@mozaiks/contracts";
import type { ModelProvider } from "../ports/model-provider.ts";
import { type Accounts, accountVariables, type ProviderName } from "./accounts.ts";
import { callOptions } from "./call-options.ts";
import { type Fetch, idleTimeoutFetch } from "./idle-timeout-fetch.ts";
import { type FailureContext, modelFailure } from "./model-failure.ts";
import { modelName, resolvedName } from "./model-name.ts";
import { type ModelSource, modelSources } from "./model-sources.ts";
import { costUsd, type PriceTable } from "./prices.ts";
import { redactProviderText } from "./redact-provider-text.ts";
import { defaultRetryPolicy, type RetryPolicy, type RetryTiming, systemTiming } from "./retry.ts";
import { type Attempt, BrokenAttempt, incompleteReply, retryingStream } from "./retrying-stream.ts";
import { streamParts } from "./stream-parts.ts";

export interface AiSdkProviderOptions {
  readonly accounts: Accounts;
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

/**
 * Language models over HTTP by the AI SDK's provider packages. It calls a model's `doStream` itself, below
 * `streamText`, and does its own retries. A package is loaded with the first call that needs it.
 * @throws MozaiksError `config.invalid` when OpenAI's base URL is no http(s) URL.
 */
export function createAiSdkProvider(options: AiSdkProviderOptions): ModelProvider {
  const { defaultModel, prices, timing = systemTiming } = options;
  const policy = { ...defaultRetryPolicy, ...options.retry };
  const fetch = idleTimeoutFetch(options.fetch ?? globalThis.fetch, options.idleTimeoutMs ?? 120_000);
  const sources = modelSources(options.accounts, fetch);

  return {
    resolve: (model) => resolvedName(model, defaultModel),
    costUsd: (model, tokens) => costUsd(prices, model, tokens),
    stream: (request, { signal }) =>
      retryingStream(
        async () => {
          const name = modelName(request.model, defaultModel);
          const source = sourceOf(sources, name.provider, name.full);
          const call = callOptions(request, source.dialect);
          const redact = (text: string) => redactProviderText(text, source.apiKey, request);
          const explain = (thrown: unknown, phase: FailureContext["phase"]) =>
            modelFailure(thrown, { redact, nowMs: timing.now(), phase });
          const model = await source.model(name.id);
          return { model: name.full, attempt: () => openAttempt(model, call, signal, explain) };
        },
        { policy, timing, signal },
      ),
  };
}

function sourceOf(sources: ReadonlyMap<ProviderName, ModelSource>, provider: ProviderName, model: string): ModelSource {
  const source = sources.get(provider);
  if (source !== undefined) return source;
  const proxy =
    sources.get("openai")?.dialect === "compatible"
      ? `; the server of OPENAI_API_BASE is called by openai/${model}`
      : "";
  throw new MozaiksError(
    "model.not-configured",
    `${model} cannot be called: set ${accountVariables[provider]}${proxy}`,
  );
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
  let hasFinished = false;
  let reader: ReadableStreamDefaultReader<LanguageModelV4StreamPart> | undefined;
  return {
    async read() {
      try {
        reader ??= (await model.doStream({ ...call, abortSignal: controller.signal })).stream.getReader();
        for (let next = await reader.read(); !next.done; next = await reader.read()) {
          const part = translate(next.value);
          hasFinished ||= part?.type === "finish";
          if (part !== undefined) return part;
        }
        if (!hasFinished) throw new BrokenAttempt(() => incompleteReply);
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
