import { type Ack, ActOnArtifact } from "@mozaiks/contracts";
import { accessArtifact, OfChat } from "../access/access-artifact.ts";
import { actorOf } from "../access/actor.ts";
import { tokenEndpoint } from "../endpoint.ts";

/** The client message `artifact_action`, for pages that have no socket. */
export const artifactActions = tokenEndpoint({
  method: "post",
  path: "/api/artifacts/{artifact_id}/actions",
  summary: "Do something with an artifact",
  query: OfChat,
  body: { name: "ActOnArtifact", schema: ActOnArtifact },
  answers: { 202: [{ description: "Recorded.", schema: "Ack" }] },
  problems: [
    "session.not-found",
    "session.workflow-mismatch",
    "message.invalid",
    "artifact.not-found",
    "artifact.action-not-allowed",
    "artifact.version-conflict",
    "artifact.invalid",
    "workflow.not-found",
    "limit.messages",
  ],
  async handle(call, parts) {
    const { c, identity, body } = call;
    const { session, artifactId } = await accessArtifact(call, parts);
    parts.limits.message(identity);
    const message = { ...body, type: "artifact_action", artifact_id: artifactId } as const;
    const { event_seq } = await parts.sessions.submit(identity.tenant, session.chat_id, message, actorOf(identity));
    const answer: Ack = {
      ...(body.client_id !== undefined && { client_id: body.client_id }),
      ...(event_seq !== undefined && { event_seq }),
    };
    return c.json(answer, 202);
  },
});
