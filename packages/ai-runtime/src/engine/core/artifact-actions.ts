import type { JsonObject, SessionEvent } from "@mozaiks/contracts";
import type { Definition } from "../../definitions/definition.ts";
import type { ArtifactActionManifest } from "../../definitions/manifest.ts";
import type { Draft } from "./draft.ts";
import { resultText } from "./result-text.ts";
import type { SessionState } from "./state.ts";

/** What a person did with an artifact, for a tool to carry out. */
export interface PendingAction {
  readonly call_id: string;
  readonly artifact_id: string;
  readonly action: string;
  readonly payload: JsonObject;
}

/** The part of the fold that follows what people do with artifacts: each is carried out once, in order. */
export function evolveActions(state: SessionState, event: SessionEvent): SessionState {
  switch (event.type) {
    case "artifact_action": {
      const { call_id, artifact_id, action, payload = {} } = event;
      return { ...state, actions: [...state.actions, { call_id, artifact_id, action, payload }] };
    }
    case "tool_call": {
      const action = state.actions.find(({ call_id }) => call_id === event.call_id);
      if (!action) return state;
      const actions = state.actions.filter((other) => other !== action);
      return { ...state, actions, ...(state.turn && { turn: { ...state.turn, action } }) };
    }
    case "tool_result": {
      const action = state.turn?.action;
      if (action?.call_id !== event.call_id) return state;
      const title = state.artifacts[action.artifact_id]?.title ?? action.artifact_id;
      const content = `The user chose ${action.action} for the artifact ${JSON.stringify(title)}. ${resultText(event)}`;
      return { ...state, conversation: [...state.conversation, { kind: "user", seq: event.seq, content }] };
    }
    case "workflow_failed":
    case "workflow_cancelled":
      return state.actions.length > 0 ? { ...state, actions: [] } : state;
    default:
      return state;
  }
}

/** True for the call of a tool that carries out what a person did: no agent made it. */
export function isAction(state: SessionState, callId: string): boolean {
  return state.actions.some(({ call_id }) => call_id === callId);
}

/** What the type of an artifact declares of an action; undefined when people may not do it. */
export function declaredAction(
  { manifest }: Definition,
  type: string | undefined,
  name: string,
): ArtifactActionManifest | undefined {
  return manifest.artifacts?.find((declared) => declared.type === type)?.actions.find((action) => action.name === name);
}

/** The arguments of the tool that carries an action out. */
export function actionArguments(artifactId: string, payload: JsonObject): JsonObject {
  return { ...payload, artifact_id: artifactId };
}

/** The turn in which a tool carries an action out, in the name of the agent that last spoke. */
export function beginAction(definition: Definition, state: SessionState, action: PendingAction): readonly Draft[] {
  const { manifest, tools } = definition;
  const agent = state.last_speaker ?? manifest.initial_agent ?? manifest.agents[0]?.name ?? "";
  const type = state.artifacts[action.artifact_id]?.artifact_type;
  const name = declaredAction(definition, type, action.action)?.tool ?? action.action;
  return [
    { type: "agent_selected", agent, reason: { kind: "fallback", detail: `artifact action ${action.action}` } },
    {
      type: "tool_call",
      call_id: action.call_id,
      agent,
      name,
      arguments: actionArguments(action.artifact_id, action.payload),
      kind: tools.get(name)?.kind ?? "module",
    },
  ];
}
