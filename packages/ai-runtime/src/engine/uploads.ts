import { type Attachment, MozaiksError, type Upload } from "@mozaiks/contracts";
import type { BlobStore } from "../ports/blob-store.ts";
import type { Tenant } from "../ports/tenant.ts";
import { mediaTypeOf } from "./media-type.ts";

/** A file that somebody uploaded for a chat. */
export interface UploadedFile extends Upload {
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** How long an upload stays that no message was sent with. */
export const unreferencedMs = 86_400_000;

const prefix = "upl_";
const maxName = 200;

/**
 * Keeps a file for a message of the chat. Its id is made of its content: another chat never finds it, and the same file
 * has the same id. It is erased with the chat, or after 24 h when no message was sent with it.
 */
export async function addUpload(
  blobs: BlobStore,
  tenant: Tenant,
  chatId: string,
  file: { readonly name: string; readonly declaredType: string; readonly bytes: Uint8Array },
): Promise<Upload> {
  const { bytes } = file;
  const name = cleanName(file.name);
  const media_type = mediaTypeOf(bytes, file.declaredType);
  const header = new TextEncoder().encode(JSON.stringify({ name, media_type }));
  const content = new Uint8Array(4 + header.length + bytes.length);
  new DataView(content.buffer).setUint32(0, header.length);
  content.set(header, 4);
  content.set(bytes, 4 + header.length);
  const hash = await blobs.put(tenant, chatId, content, { temporary: true });
  return { upload_id: `${prefix}${hash}`, name, media_type, size: bytes.length };
}

/** @throws MozaiksError `attachment.not-found` when the chat has no such upload. */
export async function readUpload(
  blobs: BlobStore,
  tenant: Tenant,
  chatId: string,
  uploadId: string,
): Promise<UploadedFile> {
  const content = uploadId.startsWith(prefix) && (await blobs.get(tenant, chatId, uploadId.slice(prefix.length)));
  if (!content) throw new MozaiksError("attachment.not-found", `there is no upload ${uploadId} in this chat`);
  const end = 4 + new DataView(content.buffer, content.byteOffset).getUint32(0);
  const header = JSON.parse(new TextDecoder().decode(content.subarray(4, end))) as { name: string; media_type: string };
  const bytes = content.subarray(end);
  return { upload_id: uploadId, ...header, size: bytes.length, bytes };
}

/**
 * What a message says of its attachments: what they are, whatever the client called them. From now on they stay as long as
 * the chat.
 * @throws MozaiksError `attachment.not-found`.
 */
export async function referAttachments(
  blobs: BlobStore,
  tenant: Tenant,
  chatId: string,
  attachments: readonly Attachment[],
): Promise<Attachment[]> {
  const known: Attachment[] = [];
  for (const { upload_id } of attachments) {
    const { bytes: _, ...upload } = await readUpload(blobs, tenant, chatId, upload_id);
    if (!(await blobs.keep(tenant, chatId, upload_id.slice(prefix.length))))
      throw new MozaiksError("attachment.not-found", `there is no upload ${upload_id} in this chat`);
    known.push(upload);
  }
  return known;
}

/** The last part of a path, without what is not to be shown. */
function cleanName(name: string): string {
  // oxlint-disable-next-line no-control-regex -- they are what is taken out
  const last = (name.split(/[\\/]/).at(-1) ?? "").replaceAll(/[\u0000-\u001f\u007f\u202a-\u202e\u2066-\u2069]/g, "");
  return last.toWellFormed().trim().slice(0, maxName) || "file";
}
