import { isImageType } from "../../engine/media-type.ts";
import { readUpload } from "../../engine/uploads.ts";
import { accessSession } from "../access/access.ts";
import { namedChat, OfChat } from "../access/access-artifact.ts";
import { tokenEndpoint } from "../endpoint.ts";
import { isKnownToClient } from "../not-modified.ts";

/** Only images are shown; everything else is saved. */
export const uploadGet = tokenEndpoint({
  method: "get",
  path: "/api/uploads/{upload_id}",
  summary: "A file that was uploaded",
  query: OfChat,
  answers: {
    200: [{ description: "The bytes, as what they are.", contentType: "application/octet-stream" }],
    304: [{ description: "The client has these bytes." }],
  },
  problems: ["session.not-found", "session.workflow-mismatch", "attachment.not-found"],
  async handle(call, parts) {
    const { c, identity } = call;
    const session = await accessSession(parts.store, identity, namedChat(call));
    const file = await readUpload(parts.blobs, identity.tenant, session.chat_id, c.req.param("upload_id") ?? "");
    c.header("cache-control", "private, no-cache");
    if (isKnownToClient(c, `"${file.upload_id}"`)) return c.body(null, 304);
    const isShown = isImageType(file.media_type);
    c.header("content-type", file.media_type);
    c.header("content-security-policy", "sandbox; default-src 'none'");
    c.header(
      "content-disposition",
      `${isShown ? "inline" : "attachment"}; filename*=UTF-8''${encodeURIComponent(file.name)}`,
    );
    return c.body(file.bytes);
  },
});
