import { accessArtifact } from "../access/access-artifact.ts";
import { tokenEndpoint } from "../endpoint.ts";
import { isKnownToClient } from "../not-modified.ts";
import { OfVersion, readArtifact } from "../read-artifact.ts";

/** A version never changes: it may be kept for ever; the newest is asked for again. */
export const artifactGet = tokenEndpoint({
  method: "get",
  path: "/api/artifacts/{artifact_id}",
  summary: "An artifact with its whole state",
  query: OfVersion,
  answers: {
    200: [{ description: "The artifact; `ETag` is its version.", schema: "ArtifactDetail" }],
    304: [{ description: "The client's version is this one." }],
  },
  problems: ["session.not-found", "session.workflow-mismatch", "artifact.not-found"],
  async handle(call, parts) {
    const { c, identity, query } = call;
    const { session, artifactId } = await accessArtifact(call, parts);
    const place = { tenant: identity.tenant, chatId: session.chat_id, artifactId };
    const artifact = await readArtifact(parts, place, query.version);
    c.header(
      "cache-control",
      query.version === undefined ? "private, no-cache" : "private, max-age=31536000, immutable",
    );
    if (isKnownToClient(c, `"${artifact.version}"`)) return c.body(null, 304);
    return c.json(artifact);
  },
});
