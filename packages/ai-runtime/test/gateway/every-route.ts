import type { SchemaName } from "../../src/gateway/contract-schemas.ts";
import type { Endpoint } from "../../src/gateway/endpoint.ts";
import { endpointsOf } from "../../src/gateway/routes.ts";
import type { CallOptions, Gateway } from "./gateway-fixture.ts";

/** A good body for each endpoint that needs one. */
const bodies: Partial<Record<SchemaName, object>> = {
  CreateSession: { workflow_id: "Test" },
  RenameSession: { title: "New title" },
  ClientMessage: { type: "user_message", content: "Hello" },
  ActOnArtifact: { action: "update_state", payload: [{ op: "replace", path: "", value: 1 }] },
  MessageFeedback: { message_id: "msg_1", rating: "up" },
  PreviewArtifact: {},
  ForkSession: { at_seq: 1 },
  ExecuteWorkflow: { workflow: "Test", input: "Hello", wait_ms: 0 },
};

/** A request that would succeed with the right token. */
export interface Door {
  readonly name: string;
  readonly method: string;
  readonly path: string;
  readonly options: CallOptions;
  /** Whether it is about the chat in its path. */
  readonly isOfChat: boolean;
}

function doorOf(endpoint: Endpoint, chatId: string): Door {
  const method = endpoint.method.toUpperCase();
  const body = endpoint.body && bodies[endpoint.body];
  return {
    name: `${method} ${endpoint.path}`,
    method,
    path: endpoint.path
      .replace("{chat_id}", chatId)
      .replace("{name}", "Test")
      .replace("{artifact_id}", "art_1")
      .replace("{upload_id}", "upl_1")
      .replace("{path}", "a/b.txt"),
    options: body ? { body } : {},
    isOfChat: endpoint.path.includes("{chat_id}"),
  };
}

/** Every endpoint that asks for a token, and the event stream as a door of its own. */
export function everyDoor({ parts }: Pick<Gateway, "parts">, chatId: string): readonly Door[] {
  const doors = endpointsOf(parts)
    .filter(({ access }) => access === "token")
    .map((endpoint) => doorOf(endpoint, chatId));
  const events = doors.find(({ path }) => path.endsWith("/events"));
  if (!events) throw new Error("there is no events endpoint");
  const stream: Door = {
    ...events,
    name: `${events.name} (stream)`,
    options: { headers: { accept: "text/event-stream" } },
  };
  return [...doors, stream];
}
