import { type Attachment, isMozaiksError } from "@mozaiks/contracts";
import type { BlobStore } from "../ports/blob-store.ts";
import type { ModelImage, ModelMessage } from "../ports/model-provider.ts";
import type { Tenant } from "../ports/tenant.ts";
import type { PromptMessage } from "./core/messages.ts";
import { isImageType, isTextType } from "./media-type.ts";
import { readUpload, type UploadedFile } from "./uploads.ts";

const maxCharacters = 100_000;

/** The messages as a model takes them: attached texts in the message, images beside it, of anything else the name. */
export async function readAttachments(
  blobs: BlobStore,
  { tenant, chat_id }: { readonly tenant: Tenant; readonly chat_id: string },
  messages: readonly PromptMessage[],
): Promise<ModelMessage[]> {
  const read: ModelMessage[] = [];
  for (const { attachments = [], ...message } of messages) {
    if (message.role !== "user" || attachments.length === 0) {
      read.push(message);
      continue;
    }
    const texts = [message.content];
    const images: ModelImage[] = [];
    for (const attachment of attachments) {
      const file = await find(blobs, tenant, chat_id, attachment);
      texts.push(textOf(attachment, file));
      if (file && isImageType(file.media_type)) images.push({ media_type: file.media_type, data: file.bytes });
    }
    read.push({ role: "user", content: texts.join("\n\n"), ...(images.length > 0 && { images }) });
  }
  return read;
}

async function find(
  blobs: BlobStore,
  tenant: Tenant,
  chatId: string,
  { upload_id }: Attachment,
): Promise<UploadedFile | undefined> {
  try {
    return await readUpload(blobs, tenant, chatId, upload_id);
  } catch (thrown) {
    if (isMozaiksError(thrown) && thrown.code === "attachment.not-found") return undefined;
    throw thrown;
  }
}

function textOf({ name = "file", media_type = "file" }: Attachment, file: UploadedFile | undefined): string {
  const title = `Attached ${JSON.stringify(name)} (${media_type})`;
  if (!file) return `${title}, which is gone.`;
  if (isImageType(file.media_type)) return `${title}.`;
  if (!isTextType(file.media_type)) return `${title}, ${file.size} bytes that cannot be shown here.`;
  const text = new TextDecoder().decode(file.bytes);
  if (text.length <= maxCharacters) return `${title}:\n${text}`;
  return `${title}, its first ${maxCharacters} of ${text.length} characters:\n${text.slice(0, maxCharacters).toWellFormed()}`;
}
