import { type TokenCounts, toMozaiksError } from "@mozaiks/contracts";
import type { ModelChoice } from "../definitions/manifest.ts";
import { estimateUsage } from "../models/estimate-usage.ts";
import type { BlobStore } from "../ports/blob-store.ts";
import type { Clock, Ids } from "../ports/clock.ts";
import type { LiveBus } from "../ports/live-bus.ts";
import type { ModelProvider, ModelRequest } from "../ports/model-provider.ts";
import type { Telemetry } from "../ports/telemetry.ts";
import type { DraftOf } from "./core/draft.ts";
import type { SchemaValidator } from "./json-schema-validator.ts";
import { streamWithFallbacks } from "./model-fallback.ts";
import type { Reply } from "./reply.ts";
import { type StepScope, telemetryScope } from "./step-scope.ts";
import { streamReply } from "./stream-reply.ts";
import { withinBudget } from "./token-budget.ts";

export interface ModelPorts {
  readonly models: ModelProvider;
  readonly blobs: BlobStore;
  readonly bus: LiveBus;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly telemetry: Telemetry;
  readonly validator: SchemaValidator;
  /** False: `cost_usd` is null. */
  readonly monetization: boolean;
}

/** What one call said and what it cost. */
export interface MeteredReply extends Reply {
  readonly tokens: TokenCounts;
  readonly model: string;
}

export interface CallOptions {
  readonly messageId: string;
  readonly visible: boolean;
  readonly showsCalls?: boolean;
  /** Tokens that the session has used so far. */
  readonly usedTokens: number;
  readonly fallbacks: ModelChoice["fallbacks"];
  /** Told of each model that is passed over. */
  readonly onNotice: (notice: DraftOf<"notice">) => void;
}

/**
 * One model call, with its fallbacks, within the session's budget, streamed to whoever may watch, reported and metered: a provider that gives no usage is estimated.
 * @throws as streamReply; MozaiksError `limit.budget`.
 */
export async function callModel(
  ports: ModelPorts,
  scope: StepScope,
  request: ModelRequest,
  options: CallOptions,
): Promise<MeteredReply> {
  let started = performance.now();
  let model = ports.models.resolve(request.model);
  let firstTokenMs: number | undefined;
  const onFirstToken = (): void => void (firstTokenMs ??= performance.now() - started);
  const report = (totalTokens: number, code?: string): void =>
    ports.telemetry.modelCalled(telemetryScope(scope), {
      agent: request.agent,
      model,
      durationMs: performance.now() - started,
      ...(firstTokenMs !== undefined && { firstTokenMs }),
      totalTokens,
      ...(code && { code }),
    });
  const giveUp = (next: ModelChoice, thrown: unknown): void => {
    const { code, message } = toMozaiksError(thrown);
    report(0, code);
    const name = ports.models.resolve(next.model);
    const detail = `${model}: ${message}; ${name} is asked instead`;
    options.onNotice({ type: "notice", level: "warning", code: "model.fallback", detail });
    model = name;
    started = performance.now();
    firstTokenMs = undefined;
  };
  const { fallbacks, usedTokens } = options;
  const left = scope.max_tokens === undefined ? undefined : scope.max_tokens - usedTokens;
  const bounded: Pick<ModelProvider, "stream"> = {
    stream: (asked, { signal }) => ports.models.stream(withinBudget(asked, left), { signal }),
  };
  const models: Pick<ModelProvider, "stream"> = {
    stream: (asked, { signal }) => streamWithFallbacks(bounded, asked, { fallbacks, signal }, giveUp),
  };
  try {
    const reply = await streamReply({ ...ports, models }, scope, request, { ...options, onFirstToken });
    const tokens = reply.usage ?? estimateUsage(request, reply.text + reply.calls.map((call) => call.raw).join(""));
    report(tokens.total_tokens);
    return { ...reply, tokens, model };
  } catch (thrown) {
    if (!scope.lost.aborted) report(0, toMozaiksError(thrown).code);
    throw thrown;
  }
}

/** The ledger line of a call. */
export function usageOf(
  ports: ModelPorts,
  scope: StepScope,
  agent: string,
  { model, tokens, usage }: MeteredReply,
  totalTokens: number,
): DraftOf<"usage_update"> {
  return {
    type: "usage_update",
    agent,
    model,
    tokens,
    total_tokens: totalTokens,
    cost_usd: ports.monetization ? ports.models.costUsd(model, tokens) : null,
    ...(!usage && { estimated: true }),
    user_id: scope.user_id,
    app_id: scope.tenant.app_id,
    workflow_id: scope.definition.workflow_id,
  };
}
