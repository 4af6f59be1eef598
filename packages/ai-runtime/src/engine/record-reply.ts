import { type Json, type JsonObject, problems } from "@mozaiks/contracts";
import type { AgentManifest, Manifest } from "../definitions/manifest.ts";
import type { Draft } from "./core/draft.ts";
import type { Transfer } from "./core/transfers.ts";
import { textChanges } from "./core/triggers.ts";
import { messageIdOf } from "./message-id.ts";
import type { Reply } from "./reply.ts";
import type { TurnScope } from "./step-scope.ts";

/** What is recorded as said. */
export interface Said {
  readonly content: string;
  readonly structured?: Json | undefined;
  readonly guardrail?: string;
}

/** The reply as events: text, what it triggers and the calls stand before the usage, results of calls that cannot run after it. */
export function recordReply(
  scope: TurnScope,
  agent: AgentManifest,
  reply: Reply,
  transfers: readonly Transfer[],
  { content, structured, guardrail }: Said,
): { before: readonly Draft[]; after: readonly Draft[] } {
  const before: Draft[] = [];
  const after: Draft[] = [];
  if (content !== "" || structured !== undefined) {
    before.push({
      type: "agent_message",
      message_id: messageIdOf(scope.chat_id, scope.turn),
      agent: agent.name,
      epoch: scope.run.epoch,
      content,
      ...(structured !== undefined && { structured_output: structured }),
      ...(guardrail !== undefined && { guardrail }),
      finish_reason: reply.calls.length > 0 ? "tool_calls" : reply.reason === "tool_calls" ? "stop" : reply.reason,
      visible: isVisible(scope.definition.manifest, agent),
    });
    const changes = textChanges(scope.definition, scope.state, agent.name, content);
    if (Object.keys(changes).length > 0) before.push({ type: "context_update", changes, cause: agent.name });
  }
  for (const call of reply.calls) {
    const { call_id, name } = call;
    const transfer = transfers.find((known) => known.name === name);
    const kind = transfer ? "handoff" : (scope.definition.tools.get(name)?.kind ?? "module");
    const args: JsonObject = transfer ? { target: transfer.target } : (call.arguments ?? {});
    const auto = structured !== undefined && name === agent.auto_tool;
    before.push({
      type: "tool_call",
      call_id,
      agent: agent.name,
      name,
      arguments: args,
      kind,
      ...(auto && { auto }),
    });
    const problem = transfer || auto ? undefined : refusal(agent, call.arguments, name);
    if (problem) after.push({ type: "tool_result", call_id, name, status: "error", error: problem });
  }
  return { before, after };
}

/** Deny by default: an agent can call exactly the tools granted to it, whatever the model writes. */
function refusal(agent: AgentManifest, args: JsonObject | undefined, name: string) {
  if (!agent.tools.includes(name)) {
    const detail = `${agent.name} has no tool ${name}; it has ${agent.tools.join(", ") || "none"}`;
    return { code: "tool.unknown", title: problems["tool.unknown"].title, detail };
  }
  if (args) return undefined;
  return {
    code: "tool.arguments-invalid",
    title: problems["tool.arguments-invalid"].title,
    detail: "the arguments are not a JSON object",
  };
}

/** All that would be seen of a reply: what people read and, when that is a part of it, the whole JSON. */
export function spokenText({ text }: Reply, { content, structured }: Said): string {
  return structured === undefined || content === text ? content : `${content}\n${text}`;
}

/** What people read of a reply. */
export function contentOf({ text }: Reply, structured: Json | undefined): string {
  const message =
    typeof structured === "object" && structured !== null && !Array.isArray(structured)
      ? structured["message"]
      : undefined;
  return typeof message === "string" ? message : text;
}

/** Whether people see what the agent says; without `visual_agents` they see everybody. */
export function isVisible({ visual_agents }: Manifest, agent: AgentManifest): boolean {
  return !visual_agents?.length || visual_agents.includes(agent.name);
}
