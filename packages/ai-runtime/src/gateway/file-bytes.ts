import { MozaiksError } from "@mozaiks/contracts";
import type { ArtifactFile } from "../engine/core/artifact-files.ts";
import type { BlobStore } from "../ports/blob-store.ts";
import type { ArtifactPlace } from "./read-artifact.ts";

/** @throws MozaiksError `artifact.not-found` when the blob that the file names is not one of the chat. */
export async function readFileBytes(
  blobs: BlobStore,
  { tenant, chatId }: Pick<ArtifactPlace, "tenant" | "chatId">,
  file: ArtifactFile,
): Promise<Uint8Array<ArrayBuffer>> {
  if (typeof file === "string") return new TextEncoder().encode(file);
  const bytes = await blobs.get(tenant, chatId, file.blob);
  if (!bytes) throw new MozaiksError("artifact.not-found", "the bytes of this file are gone");
  return bytes;
}
