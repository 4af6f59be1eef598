import { toMozaiksError } from "@mozaiks/contracts";
import type { DefinitionCode } from "../definitions/definition.ts";
import type { AgentManifest } from "../definitions/manifest.ts";
import type { ModelMessage, ModelRequest } from "../ports/model-provider.ts";
import { callModel, type MeteredReply, type ModelPorts, usageOf } from "./call-model.ts";
import type { Draft } from "./core/draft.ts";
import { messagesFor } from "./core/messages.ts";
import { failure } from "./core/next-speaker.ts";
import { availableTransfers } from "./core/transfers.ts";
import { messageIdOf } from "./message-id.ts";
import { contextOf, offeredTools, systemPrompt } from "./prompt.ts";
import { isVisible, recordReply } from "./record-reply.ts";
import { telemetryScope, type TurnScope } from "./step-scope.ts";
import { parseStructuredOutput } from "./structured-output.ts";

/** How often a structured output is asked for again with its errors. */
const maxReprompts = 2;

/**
 * Performs one model step of the open turn: the agent's call, and further ones while its structured output does not fit.
 * Resolves to what the step records; a provider that gave up becomes `workflow_failed`.
 */
export async function performModel(
  ports: ModelPorts,
  scope: TurnScope,
  agent: AgentManifest,
  code: DefinitionCode | undefined,
): Promise<readonly Draft[]> {
  const { definition, state } = scope;
  const { transfers, notices: refused } = availableTransfers(definition, state, agent.name);
  const notices: Draft[] = [...refused];
  const context = contextOf(state, { app_id: scope.tenant.app_id, user_id: scope.user_id, chat_id: scope.chat_id });
  const schema =
    agent.structured_output === undefined ? undefined : definition.manifest.outputs[agent.structured_output];
  const output = schema && { name: agent.structured_output ?? "", schema };
  const base: Omit<ModelRequest, "messages"> = {
    model: agent.model,
    settings: agent.settings,
    system: systemPrompt(definition, agent, context),
    tools: offeredTools(definition, agent, transfers),
    ...(output && { output }),
    agent: agent.name,
    context,
    rehearsal: code?.rehearsal(agent.name),
  };
  const messages: ModelMessage[] = [...messagesFor(state, agent.name)];
  const usages: Draft[] = [];
  let totalTokens = state.usage.total_tokens;

  const options = {
    messageId: messageIdOf(scope.chat_id, scope.turn),
    visible: isVisible(definition.manifest, agent) && !output,
    fallbacks: agent.fallbacks,
    onNotice: (notice: Draft) => void notices.push(notice),
  };

  for (let attempt = 0; ; attempt += 1) {
    const request = { ...base, messages };
    let reply: MeteredReply;
    try {
      reply = await callModel(ports, scope, request, { ...options, usedTokens: totalTokens });
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
