import { type Json, toMozaiksError } from "@mozaiks/contracts";
import type { Definition, DefinitionCode } from "../definitions/definition.ts";
import type { Guardrail } from "../definitions/compile/guardrail.ts";
import type { AgentManifest } from "../definitions/manifest.ts";
import type { Ids } from "../ports/clock.ts";
import type { ModelMessage, ModelRequest } from "../ports/model-provider.ts";
import type { ModelPorts } from "./call-model.ts";
import { callAgent, isCustom } from "./custom-agent.ts";
import { callMetered } from "./metered-call.ts";
import type { Draft } from "./core/draft.ts";
import { autoArguments } from "./core/auto-call.ts";
import { lastText } from "./core/guardrails.ts";
import { messagesFor } from "./core/messages.ts";
import { failure } from "./core/next-speaker.ts";
import { availableTransfers } from "./core/transfers.ts";
import { hooksOf } from "./hooks.ts";
import { messageIdOf } from "./message-id.ts";
import { checkGuardrails, type StepMeter, type Verdict } from "./perform-guardrails.ts";
import { contextOf, offeredTools, systemPrompt } from "./prompt.ts";
import { readAttachments } from "./read-attachments.ts";
import { contentOf, isVisible, recordReply, type Said, spokenText } from "./record-reply.ts";
import type { Reply } from "./reply.ts";
import { telemetryScope, type TurnScope } from "./step-scope.ts";
import { parseStructuredOutput } from "./structured-output.ts";

/** How often a structured output is asked for again with its errors. */
const maxReprompts = 2;

/**
 * Performs one model step of the open turn: the agent's call, and further ones while its structured output does not fit
 * or a guardrail asks. Resolves to what the step records; a provider that gave up becomes `workflow_failed`.
 */
export async function performModel(
  ports: ModelPorts,
  scope: TurnScope,
  agent: AgentManifest,
  code: DefinitionCode,
): Promise<readonly Draft[]> {
  const meter: StepMeter = { notices: [], usages: [], totalTokens: scope.state.usage.total_tokens };
  try {
    return await speak(ports, scope, agent, code, meter);
  } catch (thrown) {
    if (scope.lost.aborted) throw thrown;
    if (scope.stop.aborted && thrown === scope.stop.reason) return [...meter.notices, ...meter.usages];
    const error = toMozaiksError(thrown);
    if (error.code === "internal") ports.telemetry.fault("model", thrown, telemetryScope(scope));
    const detail = error.code === "internal" ? undefined : error.message;
    return [...meter.notices, ...meter.usages, failure(error.code, detail)];
  }
}

async function speak(
  ports: ModelPorts,
  scope: TurnScope,
  agent: AgentManifest,
  code: DefinitionCode,
  meter: StepMeter,
): Promise<readonly Draft[]> {
  const { definition, state } = scope;
  const { transfers, notices: refused } = availableTransfers(definition, state, agent.name);
  meter.notices.push(...refused);
  const context = contextOf(state, { app_id: scope.tenant.app_id, user_id: scope.user_id, chat_id: scope.chat_id });
  const schema =
    agent.structured_output === undefined ? undefined : definition.manifest.outputs[agent.structured_output];
  const output = schema && { name: agent.structured_output ?? "", schema };
  const base: Omit<ModelRequest, "messages" | "system"> = {
    model: agent.model,
    settings: agent.settings,
    tools: offeredTools(definition, agent, transfers),
    ...(output && { output }),
    agent: agent.name,
    context,
    rehearsal: code.rehearsal(agent.name),
  };
  const { input = [], output: filters = [] } = definition.guardrails.get(agent.name) ?? {};

  const record = (reply: Reply, said: Said = { content: reply.text }): readonly Draft[] => {
    const { before, after } = recordReply(scope, agent, reply, transfers, said);
    return [...meter.notices, ...before, ...meter.usages, ...after];
  };
  /** What the step records when a guardrail has the last word. */
  async function guard(guardrails: readonly Guardrail[], text: string): Promise<readonly Draft[] | undefined> {
    const verdict: Verdict =
      text.trim() === ""
        ? { kind: "passed" }
        : await checkGuardrails(ports, scope, agent, guardrails, { text, code, context }, meter);
    switch (verdict.kind) {
      case "passed":
        return undefined;
      case "hit": {
        const { message, name } = verdict.guardrail;
        const answer: Reply = { text: message, calls: [], reason: "stop", usage: undefined };
        return record(answer, { content: message, guardrail: name });
      }
      case "stopped":
        return [...meter.notices, ...meter.usages];
      case "failed":
        return [...meter.notices, ...meter.usages, verdict.failure];
    }
  }
  const refusal = scope.turn.steps === 0 ? await guard(input, lastText(state)) : undefined;
  if (refusal) return refusal;

  const hooks = hooksOf(scope, agent, code, context);
  const prepared = await hooks.beforeCall({
    system: systemPrompt(definition, agent, context),
    messages: await readAttachments(ports.blobs, scope, messagesFor(state, agent.name)),
  });
  const { system } = prepared;
  const messages: ModelMessage[] = [...prepared.messages];
  const withheld = filters.length > 0 || hooks.changeReplies;
  const options = {
    messageId: messageIdOf(scope.chat_id, scope.turn),
    visible: isVisible(definition.manifest, agent) && !output && !withheld,
    showsCalls: !withheld,
    fallbacks: agent.fallbacks,
    onNotice: (notice: Draft) => void meter.notices.push(notice),
  };

  for (let attempt = 0; ; attempt += 1) {
    const request = { ...base, system, messages };
    const reply = isCustom(agent)
      ? await callAgent({ ports, scope, code, meter }, agent, request, options)
      : await callMetered(ports, scope, request, options, meter);
    if (reply.reason === "cancelled" && withheld) return record({ ...reply, text: "" });
    const wantsOutput = output && reply.calls.length === 0 && reply.reason !== "cancelled";
    const parsed = wantsOutput ? parseStructuredOutput(ports.validator, output.schema, reply.text) : undefined;
    if (!parsed || parsed.ok) {
      const whole = parsed ? withAutoCall(definition, agent, reply, parsed.value, ports.ids) : reply;
      const structured = parsed?.value;
      const said = { content: await hooks.beforeSend(contentOf(reply, structured)), structured };
      return (await guard(filters, spokenText(reply, said))) ?? record(whole, said);
    }
    if (attempt === maxReprompts) {
      const detail = `${agent.name} was asked ${attempt + 1} times for ${output?.name}: ${parsed.problems.join("; ")}`;
      return [...meter.notices, ...meter.usages, failure("structured-output.invalid", detail)];
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

/** The reply of an agent whose tool is called with it. */
function withAutoCall(definition: Definition, agent: AgentManifest, reply: Reply, value: Json, ids: Ids): Reply {
  const tool = definition.tools.get(agent.auto_tool ?? "");
  if (!tool) return reply;
  const args = autoArguments(tool.parameters, value);
  return { ...reply, calls: [{ call_id: ids.next("call"), name: tool.name, arguments: args, raw: "" }] };
}
