import type { ModelRequest } from "../ports/model-provider.ts";
import { callModel, type CallOptions, type MeteredReply, type ModelPorts, usageOf } from "./call-model.ts";
import type { StepMeter } from "./perform-guardrails.ts";
import type { StepScope } from "./step-scope.ts";

export type MeteredOptions = Omit<CallOptions, "usedTokens">;

/**
 * One call of an agent's model that the step accounts for.
 * @throws as callModel.
 */
export async function callMetered(
  ports: ModelPorts,
  scope: StepScope,
  request: ModelRequest,
  options: MeteredOptions,
  meter: StepMeter,
): Promise<MeteredReply> {
  const reply = await callModel(ports, scope, request, { ...options, usedTokens: meter.totalTokens });
  meter.totalTokens += reply.tokens.total_tokens;
  meter.usages.push(usageOf(ports, scope, request.agent, reply, meter.totalTokens));
  return reply;
}
