import type { Definition } from "../definitions/definition.ts";
import type { Draft } from "./core/draft.ts";
import { pointer } from "./redaction.ts";

/**
 * What no client may see of an event, as JSON pointers. Fixed when the event is appended and stored with it, so that a
 * later version of the definition cannot change what was hidden (engine.md, What a client may see).
 */
export function hiddenFields(definition: Definition | undefined, event: Draft): readonly string[] {
  switch (event.type) {
    case "session_created":
      return hiddenNames(definition, "context", event.context ?? {});
    case "user_message":
      return event.hidden ? ["/content", "/attachments"] : [];
    case "agent_message":
      return event.visible ? [] : ["/content", "/structured_output"];
    case "context_update":
      return [...hiddenNames(definition, "changes", event.changes), ...(event.entities ? ["/entities"] : [])];
    case "data_written":
      return ["/written"];
    case "tool_call": {
      const show = shownOf(definition, event.name);
      return show === "full" ? [] : show === "name" ? ["/arguments"] : ["/arguments", "/name"];
    }
    case "tool_result": {
      const show = shownOf(definition, event.name);
      if (show === "full") return [];
      const private_ = ["/result", "/error/detail", "/handoff_to"];
      return show === "name" ? private_ : [...private_, "/name"];
    }
    case "notice":
      return ["/detail"];
    case "agent_selected":
      return ["/reason/detail", "/reason/considered", "/reason/omitted"];
    case "child_completed":
      return ["/result"];
    case "artifact_created":
    case "artifact_updated":
      return event.state_blob === undefined ? [] : ["/state_blob"];
    default:
      return [];
  }
}

/**
 * What clients see of a tool's calls; a tool that is not declared (a transfer, a made-up name) shows its name. Nothing
 * when the definition is gone.
 */
export function shownOf(definition: Definition | undefined, tool: string | undefined): "full" | "name" | "none" {
  return definition ? (definition.tools.get(tool ?? "")?.show ?? "name") : "none";
}

function hiddenNames(definition: Definition | undefined, field: string, values: object): readonly string[] {
  return Object.keys(values)
    .filter((name) => !definition?.variables.get(name)?.client_visible)
    .map((name) => pointer(field, name));
}
