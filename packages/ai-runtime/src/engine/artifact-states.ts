import { type Json, MozaiksError } from "@mozaiks/contracts";
import type { BlobStore } from "../ports/blob-store.ts";
import type { Tenant } from "../ports/tenant.ts";
import { blobsOf, filesMistake } from "./core/artifact-files.ts";
import type { Artifact, ArtifactUpdate } from "./core/artifacts.ts";
import type { DraftOf } from "./core/draft.ts";

export type ArtifactWrite = DraftOf<"artifact_created"> | ArtifactUpdate;

/** A state of more bytes of JSON is kept beside the log. */
export const maxLoggedBytes = 32_768;
const maxStateBytes = 10_485_760;

/** Where the states of one chat's artifacts are. */
export interface ArtifactStates {
  /**
   * Keeps the bytes of a file.
   * @throws MozaiksError `artifact.invalid` when they are more than 10 MiB.
   */
  keepFile(bytes: Uint8Array): Promise<{ blob: string; size: number }>;
  /** @throws MozaiksError `artifact.invalid` when files of the state cannot be, or name bytes that the chat does not have. */
  checkFiles(state: Json): Promise<void>;
  /** The whole state of an artifact. */
  read(artifact: Pick<Artifact, "artifact_id" | "state" | "state_blob">): Promise<Json>;
  /**
   * The event to record for a version: with its state or patch, or, where that is big or the version before was kept
   * beside the log (`base` without state), with a reference to the state.
   * @throws MozaiksError `artifact.invalid` when the state is larger than 10 MiB.
   */
  keep<W extends ArtifactWrite>(write: W, state: Json, base?: Pick<Artifact, "state">): Promise<W>;
}

export function createArtifactStates(blobs: BlobStore, tenant: Tenant, chatId: string): ArtifactStates {
  return {
    async keepFile(bytes) {
      if (bytes.length > maxStateBytes)
        throw new MozaiksError("artifact.invalid", "a file of an artifact is larger than 10 MiB");
      return { blob: await blobs.put(tenant, chatId, bytes), size: bytes.length };
    },

    async checkFiles(state) {
      const mistake = filesMistake(state);
      if (mistake !== undefined) throw new MozaiksError("artifact.invalid", mistake);
      for (const hash of blobsOf(state))
        if (!(await blobs.has(tenant, chatId, hash)))
          throw new MozaiksError("artifact.invalid", `there are no bytes ${hash}: keep them by keepFile`);
    },

    async read({ artifact_id, state, state_blob }) {
      if (state !== undefined) return state;
      const bytes = state_blob === undefined ? undefined : await blobs.get(tenant, chatId, state_blob);
      if (!bytes) throw new MozaiksError("artifact.not-found", `the state of artifact ${artifact_id} is gone`);
      return JSON.parse(new TextDecoder().decode(bytes)) as Json;
    },

    async keep(write, state, base) {
      const bytes = new TextEncoder().encode(JSON.stringify(state));
      if (bytes.length > maxStateBytes)
        throw new MozaiksError("artifact.invalid", "the state of an artifact is larger than 10 MiB of JSON");
      const isBig = bytes.length > maxLoggedBytes || (base !== undefined && base.state === undefined);
      if (!isBig) return write;
      const state_blob = await blobs.put(tenant, chatId, bytes);
      const { artifact_id, version } = write;
      const kept = { ...write, state_ref: `/api/artifacts/${artifact_id}?version=${version}`, state_blob };
      if ("state" in kept) delete kept.state;
      if ("patch" in kept) delete kept.patch;
      return kept;
    },
  };
}
