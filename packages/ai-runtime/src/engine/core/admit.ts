import { MozaiksError, type ClientMessage } from "@mozaiks/contracts";
import type { Definition } from "../../definitions/definition.ts";
import type { Draft } from "./draft.ts";
import { sourceVariables } from "./source-variables.ts";
import { isAwaitingAnswer, isAwaitingApproval, openCalls, type SessionState } from "./state.ts";

/** A client message that the engine records. */
export type Submission = Exclude<ClientMessage, { type: "authenticate" | "ping" }>;

/** What only the log is needed to admit; `actOnArtifact` admits the rest. */
type Admissible = Exclude<Submission, { type: "artifact_action" }>;

/**
 * What a client's message records in the state it meets: nothing when it changes nothing. The last draft is the message
 * itself.
 * @param ids `message` names a user message, `by` who cancels.
 * @throws MozaiksError `session.no-chat`, `request.not-open`, `approval.arguments-changed`, `session.nothing-to-retry`.
 */
export function admit(
  definition: Definition,
  state: SessionState,
  message: Admissible,
  ids: { message: string; by: string; pageContext: boolean },
): readonly Draft[] {
  switch (message.type) {
    case "user_message": {
      if (state.startup_mode === "BackendOnly") throw new MozaiksError("session.no-chat");
      const { content, attachments, to } = message;
      const said: Draft = {
        type: "user_message",
        message_id: ids.message,
        content,
        ...(attachments?.length && { attachments }),
        ...(to && { to }),
      };
      if (!message.context || !ids.pageContext) return [said];
      const changes = { ui: message.context, ...sourceVariables(definition, "ui", message.context) };
      return [{ type: "context_update", changes, cause: "ui" }, said];
    }
    case "ui_tool_response": {
      const call = openCalls(state).find((open) => open.call_id === message.call_id);
      if (!call || !isAwaitingAnswer(call) || state.cancel) {
        throw new MozaiksError(
          "request.not-open",
          `request ${message.call_id} is not open: it was answered, closed or never asked`,
        );
      }
      return [{ type: "ui_tool_response", call_id: message.call_id, response: message.response }];
    }
    case "approval_response": {
      const call = openCalls(state).find((open) => open.call_id === message.call_id);
      if (!call || !isAwaitingApproval(call) || state.cancel) {
        throw new MozaiksError("request.not-open", `approval ${message.call_id} is not open`);
      }
      if (call.approval?.hash !== message.arguments_hash) throw new MozaiksError("approval.arguments-changed");
      const { decision, comment } = message;
      return [{ type: "approval_response", call_id: message.call_id, decision, ...(comment && { comment }) }];
    }
    case "cancel": {
      const active = state.run !== undefined || openCalls(state).length > 0;
      return active && !state.cancel ? [{ type: "cancel_requested", by: ids.by }] : [];
    }
    case "retry":
      if (state.status !== "failed") throw new MozaiksError("session.nothing-to-retry");
      return [{ type: "run_started", cause: "retry" }];
  }
}

/** What starts an AgentDriven session: its hidden initial message, then the run. Nothing when it has been started. */
export function startup({ manifest }: Definition, state: SessionState, messageId: string): readonly Draft[] {
  const started = state.status !== "created" || state.pending.length > 0 || state.last_speaker !== undefined;
  if (state.startup_mode !== "AgentDriven" || started) return [];
  const run: Draft = { type: "run_started", cause: "startup" };
  if (manifest.initial_message === undefined) return [run];
  return [{ type: "user_message", message_id: messageId, content: manifest.initial_message, hidden: true }, run];
}
