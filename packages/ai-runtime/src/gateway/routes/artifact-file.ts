import { createHash } from "node:crypto";
import { MozaiksError } from "@mozaiks/contracts";
import { getMimeType } from "hono/utils/mime";
import { filesOf } from "../../engine/core/artifact-files.ts";
import { accessArtifact } from "../access/access-artifact.ts";
import { tokenEndpoint } from "../endpoint.ts";
import { readFileBytes } from "../file-bytes.ts";
import { isKnownToClient } from "../not-modified.ts";
import { OfVersion, readArtifact } from "../read-artifact.ts";

/** What agents wrote is nobody's page: opened in a browser it can run nothing and reach nothing. */
const inert = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:";

export const artifactFile = tokenEndpoint({
  method: "get",
  path: "/api/artifacts/{artifact_id}/files/{path}",
  summary: "One file of an artifact",
  query: OfVersion,
  answers: {
    200: [{ description: "The file's bytes.", contentType: "application/octet-stream" }],
    304: [{ description: "The client has these bytes." }],
  },
  problems: ["session.not-found", "session.workflow-mismatch", "artifact.not-found"],
  async handle(call, parts) {
    const { c, identity, query } = call;
    const { session, artifactId } = await accessArtifact(call, parts);
    const place = { tenant: identity.tenant, chatId: session.chat_id, artifactId };
    const { state } = await readArtifact(parts, place, query.version);
    const path = c.req.param("path") ?? "";
    const file = filesOf(state)?.get(path);
    if (file === undefined) throw new MozaiksError("artifact.not-found", `the artifact has no file ${path}`);
    const bytes = await readFileBytes(parts.blobs, place, file);
    c.header("cache-control", "private, no-cache");
    if (isKnownToClient(c, `"${createHash("sha256").update(bytes).digest("hex")}"`)) return c.body(null, 304);
    const fallback = typeof file === "string" ? "text/plain; charset=utf-8" : "application/octet-stream";
    c.header("content-type", getMimeType(path) ?? fallback);
    c.header("content-security-policy", inert);
    return c.body(bytes);
  },
});
