import { MozaiksError } from "@mozaiks/contracts";
import { addUpload } from "../../engine/uploads.ts";
import { namedChat, OfChat } from "../access/access-artifact.ts";
import { ensureSession } from "../access/ensure-session.ts";
import { tokenEndpoint } from "../endpoint.ts";
import type { GatewayContext } from "../http-parts.ts";

/** One file, in the field `file` of a form. */
export const uploadCreate = tokenEndpoint({
  method: "post",
  path: "/api/uploads",
  summary: "Upload a file for a message of the chat (multipart/form-data, field `file`)",
  query: OfChat,
  answers: {
    201: [{ description: "Kept with the chat once a message is sent with it, else for 24 h.", schema: "Upload" }],
  },
  problems: [
    "session.not-found",
    "session.workflow-mismatch",
    "workflow.not-found",
    "request.too-large",
    "request.unsupported-media-type",
    "limit.messages",
  ],
  async handle(call, parts) {
    const { c, identity } = call;
    const session = await ensureSession(parts, identity, namedChat(call));
    parts.limits.message(identity);
    const file = await readFile(c);
    const upload = await addUpload(parts.blobs, identity.tenant, session.chat_id, {
      name: file.name,
      declaredType: file.type,
      bytes: new Uint8Array(await file.arrayBuffer()),
    });
    return c.json(upload, 201);
  },
});

async function readFile(c: GatewayContext): Promise<File> {
  if (!/^multipart\/form-data\s*;/i.test(c.req.header("content-type") ?? ""))
    throw new MozaiksError("request.unsupported-media-type", "An upload is multipart/form-data");
  let form: FormData;
  try {
    form = await c.req.raw.formData();
  } catch (cause) {
    if (cause instanceof MozaiksError) throw cause;
    throw new MozaiksError("request.invalid", "The form cannot be read", { cause });
  }
  const file = form.get("file");
  if (!(file instanceof File)) throw new MozaiksError("request.invalid", "The form has no file in the field `file`");
  return file;
}
