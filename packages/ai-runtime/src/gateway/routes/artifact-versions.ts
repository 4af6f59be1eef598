import { accessArtifact, OfChat } from "../access/access-artifact.ts";
import { tokenEndpoint } from "../endpoint.ts";
import { readArtifactVersions } from "../read-artifact.ts";

export const artifactVersions = tokenEndpoint({
  method: "get",
  path: "/api/artifacts/{artifact_id}/versions",
  summary: "The versions of an artifact, who made them and when",
  query: OfChat,
  answers: { 200: [{ description: "Oldest first.", schema: "ArtifactVersionList" }] },
  problems: ["session.not-found", "session.workflow-mismatch", "artifact.not-found"],
  async handle(call, parts) {
    const { session, artifactId } = await accessArtifact(call, parts);
    const place = { tenant: call.identity.tenant, chatId: session.chat_id, artifactId };
    return call.c.json(await readArtifactVersions(parts.store, place));
  },
});
