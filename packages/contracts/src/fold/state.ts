import type { EventOf, SessionEvent } from "../events.ts";
import type { WorkflowCard } from "../frames.ts";
import type { SessionView } from "../session-view.ts";
import type { OpenRequest } from "../tool-events.ts";
import { createArtifact, updateArtifact } from "./artifacts.ts";
import { lookup, without } from "./record.ts";
import { addUsage } from "./usage.ts";

/** What one logged event does to everything but the rows and the streamed text. */
export function foldState(view: SessionView, event: SessionEvent): SessionView {
  switch (event.type) {
    case "session_created":
      return {
        ...view,
        workflow: view.workflow ?? bareCard(event),
        context: event.context ? { ...view.context, ...event.context } : view.context,
      };
    case "run_started":
      return { ...without(view, "waiting_for"), status: "running", run_id: event.run_id, run_cause: event.cause };
    case "run_paused":
      return { ...view, status: "paused", waiting_for: event.waiting_for };
    case "workflow_complete":
      return ended(view, "completed");
    case "workflow_failed":
      return ended(view, "failed");
    case "workflow_cancelled":
      return ended(view, "cancelled");
    case "agent_selected":
      return { ...view, agent: event.agent };
    case "context_update":
      return { ...view, context: { ...view.context, ...event.changes } };
    case "usage_update":
      return { ...view, usage: addUsage(view.usage, event) };
    case "artifact_created":
      return { ...view, artifacts: createArtifact(view.artifacts, event) };
    case "artifact_updated":
      return { ...view, artifacts: updateArtifact(view.artifacts, event) };
    case "ui_tool_request":
      return event.awaiting_response ? opened(view, event) : view;
    case "approval_request":
      return opened(view, event);
    case "ui_tool_response":
    case "approval_response":
    case "tool_result":
      return lookup(view.open_requests, event.call_id)
        ? { ...view, open_requests: without(view.open_requests, event.call_id) }
        : view;
    default:
      return view;
  }
}

/** All that the log knows of the workflow; `session_state` brings the whole card. */
function bareCard(event: EventOf<"session_created">): WorkflowCard {
  const { workflow_id, workflow_version } = event;
  return { workflow_id, version: workflow_version, title: workflow_id, agents: [], suggestions: [] };
}

function ended(view: SessionView, status: SessionView["status"]): SessionView {
  const open_requests = Object.keys(view.open_requests).length > 0 ? {} : view.open_requests;
  return { ...without(view, "waiting_for"), status, open_requests };
}

function opened(view: SessionView, event: OpenRequest): SessionView {
  return { ...view, open_requests: { ...view.open_requests, [event.call_id]: event } };
}
