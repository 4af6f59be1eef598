import { MozaiksError } from "@mozaiks/contracts";
import { filesOf } from "../../engine/core/artifact-files.ts";
import { accessArtifact } from "../access/access-artifact.ts";
import { bundleFiles } from "../bundle-files.ts";
import { tokenEndpoint } from "../endpoint.ts";
import { readFileBytes } from "../file-bytes.ts";
import { isKnownToClient } from "../not-modified.ts";
import { OfVersion, readArtifact } from "../read-artifact.ts";

export const artifactBundle = tokenEndpoint({
  method: "get",
  path: "/api/artifacts/{artifact_id}/bundle.zip",
  summary: "All files of an artifact as a ZIP archive",
  query: OfVersion,
  answers: {
    200: [{ description: "The archive; equal files make equal bytes.", contentType: "application/zip" }],
    304: [{ description: "The client has this version." }],
  },
  problems: ["session.not-found", "session.workflow-mismatch", "artifact.not-found"],
  async handle(call, parts) {
    const { c, identity, query } = call;
    const { session, artifactId } = await accessArtifact(call, parts);
    const place = { tenant: identity.tenant, chatId: session.chat_id, artifactId };
    const artifact = await readArtifact(parts, place, query.version);
    const files = filesOf(artifact.state);
    if (!files) throw new MozaiksError("artifact.not-found", "the artifact has no files");
    c.header("cache-control", "private, no-cache");
    if (isKnownToClient(c, `"zip-${artifact.version}"`)) return c.body(null, 304);
    c.header("content-type", "application/zip");
    c.header("content-disposition", `attachment; filename="${fileName(artifact.title)}.zip"`);
    return c.body(bundleFiles(files, (file) => readFileBytes(parts.blobs, place, file)));
  },
});

/** A title as a file's name in plain ASCII. */
function fileName(title: string): string {
  const name = title
    .normalize("NFKD")
    .replaceAll(/[^A-Za-z0-9 ._-]/g, "")
    .trim()
    .slice(0, 80);
  return /[A-Za-z0-9]/.test(name) ? name : "artifact";
}
