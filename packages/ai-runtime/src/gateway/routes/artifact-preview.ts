import { MozaiksError } from "@mozaiks/contracts";
import { getMimeType } from "hono/utils/mime";
import { filesOf } from "../../engine/core/artifact-files.ts";
import { openEndpoint } from "../endpoint.ts";
import { readFileBytes } from "../file-bytes.ts";
import { previewHeaders } from "../preview-headers.ts";
import { readArtifact } from "../read-artifact.ts";

/** The ticket in the path is the credential: frames, scripts and images carry no header. */
export const artifactPreview = openEndpoint({
  method: "get",
  path: "/api/artifacts/{artifact_id}/preview/{preview_ticket}/{path}",
  summary: "A file of an artifact as a part of its page; of a folder (`…/`) its `index.html`",
  answers: {
    200: [{ description: "The file's bytes, in a sandbox.", contentType: "application/octet-stream" }],
  },
  problems: ["ticket.invalid", "artifact.not-found", "session.not-found", "limit.requests", "store.unavailable"],
  async handle(c, parts) {
    const preview = await parts.previews.openPreview(c.req.param("preview_ticket") ?? "");
    const { identity, artifactId, version } = preview;
    c.set("identity", identity);
    if (c.req.param("artifact_id") !== artifactId) throw new MozaiksError("ticket.invalid");
    parts.limits.request(identity);
    const place = { tenant: identity.tenant, chatId: identity.chat_id, artifactId };
    const { state } = await readArtifact(parts, place, version);
    const path = (c.req.param("path") ?? "").replace(/(^|\/)$/, "$1index.html");
    const file = filesOf(state)?.get(path);
    if (file === undefined) throw new MozaiksError("artifact.not-found", `the artifact has no file ${path}`);
    const bytes = await readFileBytes(parts.blobs, place, file);
    const fallback = typeof file === "string" ? "text/plain; charset=utf-8" : "application/octet-stream";
    c.header("content-type", getMimeType(path) ?? fallback);
    for (const [name, value] of previewHeaders(parts.config.server.allowedOrigins)) c.header(name, value);
    return c.body(bytes);
  },
});
