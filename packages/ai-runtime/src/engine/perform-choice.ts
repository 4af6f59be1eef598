import { type ConsideredRule, isMozaiksError, type JsonObject } from "@mozaiks/contracts";
import { managerName } from "../definitions/compile/compile-code.ts";
import type { DefinitionCode } from "../definitions/definition.ts";
import type { ModelMessage, ModelRequest } from "../ports/model-provider.ts";
import { callModel, type ModelPorts, usageOf } from "./call-model.ts";
import type { Choice } from "./core/choice.ts";
import type { Draft } from "./core/draft.ts";
import { messagesFor } from "./core/messages.ts";
import { failure, routeChosen } from "./core/next-speaker.ts";
import { eligibleSpeakers, nextInOrder } from "./core/patterns.ts";
import type { SessionState } from "./core/state.ts";
import { userItem } from "./core/user-item.ts";
import { contextOf } from "./prompt.ts";
import type { StepScope } from "./step-scope.ts";

/** How often a manager that names nobody is asked again. */
const maxReprompts = 2;

/**
 * Lets the manager model choose who speaks next among those who may. A manager that names nobody three times is
 * overruled: the next agent in file order speaks, and a `notice` says so.
 * @returns the usage of the calls, then what the choice decides.
 */
export async function performChoice(
  ports: ModelPorts,
  scope: StepScope,
  code: DefinitionCode | undefined,
  considered: readonly ConsideredRule[],
): Promise<readonly Draft[]> {
  const { definition, state } = scope;
  const candidates = eligibleSpeakers(definition, state);
  const detail = `chosen among ${candidates.join(", ")}`;
  const request = choiceRequest(scope, candidates, code);
  const messages: ModelMessage[] = [...request.messages];
  const usages: Draft[] = [];
  let totalTokens = state.usage.total_tokens;
  for (let attempt = 0; attempt <= maxReprompts; attempt += 1) {
    let text: string;
    try {
      const reply = await callModel(
        ports,
        scope,
        { ...request, messages },
        {
          messageId: "msg_manager",
          visible: false,
          usedTokens: totalTokens,
          fallbacks: definition.manifest.manager?.fallbacks,
          onNotice: (notice) => void usages.push(notice),
        },
      );
      totalTokens += reply.tokens.total_tokens;
      usages.push(usageOf(ports, scope, managerName, reply, totalTokens));
      if (reply.reason === "cancelled") return usages;
      text = reply.text;
    } catch (thrown) {
      if (scope.lost.aborted || !isMozaiksError(thrown)) throw thrown;
      return [...usages, failure(thrown.code, thrown.message)];
    }
    const chosen = namedIn(text, candidates);
    if (chosen !== undefined)
      return [...usages, ...decided(scope, { target: chosen, reason: { kind: "auto", detail } }, considered)];
    messages.push(
      { role: "assistant", content: text, calls: [] },
      { role: "user", content: `Answer with exactly one of: ${candidates.join(", ")}.` },
    );
  }
  const next = nextInOrder(definition, state);
  const overruled: Draft = {
    type: "notice",
    level: "warning",
    code: "manager.undecided",
    detail: `${next} speaks next`,
  };
  return [
    ...usages,
    overruled,
    ...decided(scope, { target: next, reason: { kind: "fallback", detail: "the manager named nobody" } }, considered),
  ];
}

function decided(scope: StepScope, choice: Choice, considered: readonly ConsideredRule[]): readonly Draft[] {
  return routeChosen(scope.definition, scope.state, choice, considered).events;
}

function choiceRequest(
  scope: StepScope,
  candidates: readonly string[],
  code: DefinitionCode | undefined,
): ModelRequest {
  const { definition, state } = scope;
  const roles = candidates.map((name) => {
    const agent = definition.agents.get(name);
    return agent
      ? `${name}: ${agent.description ?? agent.display_name}`
      : `${name}: the person; choose it when they must answer or nothing is left to do`;
  });
  const schema: JsonObject = {
    type: "object",
    properties: { speaker: { type: "string", enum: [...candidates] } },
    required: ["speaker"],
    additionalProperties: false,
  };
  return {
    model: definition.manifest.manager?.model,
    settings: definition.manifest.manager?.settings ?? {},
    system: `You lead a conversation. Read it and choose who speaks next:\n${roles.join("\n")}`,
    messages: messagesFor(withPending(state), managerName),
    tools: [],
    output: { name: "next_speaker", schema },
    agent: managerName,
    context: contextOf(state, { app_id: scope.tenant.app_id, user_id: scope.user_id, chat_id: scope.chat_id }),
    rehearsal: code?.rehearsal(managerName),
  };
}

/** What the person has just said takes its place in the conversation with the choice; the choice is made by it. */
function withPending(state: SessionState): SessionState {
  return { ...state, conversation: [...state.conversation, ...state.pending.map(userItem)] };
}

/** The `speaker` of a JSON reply, else the one candidate that a free text names. */
function namedIn(text: string, candidates: readonly string[]): string | undefined {
  try {
    const { speaker } = JSON.parse(text) as { speaker?: unknown };
    return candidates.find((name) => name === speaker);
  } catch {
    const named = candidates.filter((name) => new RegExp(`(?<![\\w-])${name}(?![\\w-])`).test(text));
    return named.length === 1 ? named[0] : undefined;
  }
}
