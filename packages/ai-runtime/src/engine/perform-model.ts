import { type TokenCounts, toMozaiksError } from "@mozaiks/contracts";
import type { DefinitionCode } from "../definitions/definition.ts";
import type { AgentManifest } from "../definitions/manifest.ts";
import { estimateUsage } from "../models/estimate-usage.ts";
import type { Clock, Ids } from "../ports/clock.ts";
import type { LiveBus } from "../ports/live-bus.ts";
import type { ModelMessage, ModelProvider, ModelRequest } from "../ports/model-provider.ts";
import type { Telemetry } from "../ports/telemetry.ts";
import type { Draft, DraftOf } from "./core/draft.ts";
import { messagesFor } from "./core/messages.ts";
import { failure } from "./core/next-speaker.ts";
import { availableTransfers } from "./core/transfers.ts";
import type { SchemaValidator } from "./json-schema-validator.ts";
import { contextOf, offeredTools, systemPrompt } from "./prompt.ts";
import { isVisible, recordReply } from "./record-reply.ts";
import type { Reply } from "./reply.ts";
import { type StepScope, telemetryScope } from "./step-scope.ts";
import { streamReply } from "./stream-reply.ts";
import { parseStructuredOutput } from "./structured-output.ts";

export interface ModelPorts {
  readonly models: ModelProvider;
  readonly bus: LiveBus;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly telemetry: Telemetry;
  readonly validator: SchemaValidator;
  /** False: `cost_usd` is null. */
  readonly monetization: boolean;
}

/** How often a structured output is asked for again with its errors. */
const maxReprompts = 2;

/**
 * Performs one model step of the open turn: the agent's call, and further ones while its structured output does not fit.
 * Resolves to what the step records; a provider that gave up becomes `workflow_failed`.
 */
export async function performModel(
  ports: ModelPorts,
  scope: StepScope,
  agent: AgentManifest,
  code: DefinitionCode | undefined,
): Promise<readonly Draft[]> {
  const { definition, state } = scope;
  const { transfers, notices } = availableTransfers(definition, state, agent.name);
  const context = contextOf(state, { app_id: scope.tenant.app_id, user_id: scope.user_id, chat_id: scope.chat_id });
  const schema =
    agent.structured_output === undefined ? undefined : definition.manifest.outputs[agent.structured_output];
  const output = schema && { name: agent.structured_output ?? "", schema };
  const base: Omit<ModelRequest, "messages"> = {
    model: agent.model,
    settings: agent.settings,
    system: systemPrompt(agent, context),
    tools: offeredTools(definition, agent, transfers),
    ...(output && { output }),
    agent: agent.name,
    context,
    rehearsal: code?.rehearsal(agent.name),
  };
  const messages: ModelMessage[] = [...messagesFor(state, agent.name)];
  const usages: Draft[] = [];
  let totalTokens = state.usage.total_tokens;

  for (let attempt = 0; ; attempt += 1) {
    const request = { ...base, messages };
    let reply: MeteredReply;
    try {
      reply = await callOnce(ports, scope, request, isVisible(definition.manifest, agent) && !output);
    } catch (thrown) {
      if (scope.lost.aborted) throw thrown;
      const error = toMozaiksError(thrown);
      if (error.code === "internal") ports.telemetry.fault("model", thrown, telemetryScope(scope));
      return [...notices, ...usages, failure(error.code, error.code === "internal" ? undefined : error.message)];
    }
    totalTokens += reply.tokens.total_tokens;
    usages.push(usageOf(ports, scope, agent.name, reply, totalTokens));
    const wantsOutput = output && reply.calls.length === 0 && reply.reason !== "cancelled";
    const parsed = wantsOutput ? parseStructuredOutput(ports.validator, output.schema, reply.text) : undefined;
    if (!parsed || parsed.ok) {
      const record = recordReply(scope, agent, reply, transfers, parsed?.value);
      return [...notices, ...record.before, ...usages, ...record.after];
    }
    if (attempt === maxReprompts) {
      const detail = `${agent.name} was asked ${attempt + 1} times for ${output?.name}: ${parsed.problems.join("; ")}`;
      return [...notices, ...usages, failure("structured-output.invalid", detail)];
    }
    messages.push(
      { role: "assistant", content: reply.text, calls: [] },
      {
        role: "user",
        content: `Your reply is not valid ${output?.name}:\n${parsed.problems.join("\n")}\nAnswer again with JSON only.`,
      },
    );
  }
}

/** What one call said and what it cost. */
interface MeteredReply extends Reply {
  readonly tokens: TokenCounts;
  readonly model: string;
}

async function callOnce(
  ports: ModelPorts,
  scope: StepScope,
  request: ModelRequest,
  visible: boolean,
): Promise<MeteredReply> {
  const started = performance.now();
  const model = ports.models.resolve(request.model);
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
  try {
    const reply = await streamReply(ports, scope, request, { visible, onFirstToken });
    const tokens = reply.usage ?? estimateUsage(request, reply.text + reply.calls.map((call) => call.raw).join(""));
    report(tokens.total_tokens);
    return { ...reply, tokens, model };
  } catch (thrown) {
    if (!scope.lost.aborted) report(0, toMozaiksError(thrown).code);
    throw thrown;
  }
}

function usageOf(
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
