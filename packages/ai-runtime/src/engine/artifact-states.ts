import { type Json, MozaiksError } from "@mozaiks/contracts";
import type { BlobStore } from "../ports/blob-store.ts";
import type { Tenant } from "../ports/tenant.ts";
import type { Artifact, ArtifactUpdate } from "./core/artifacts.ts";
import type { DraftOf } from "./core/draft.ts";

export type ArtifactWrite = DraftOf<"artifact_created"> | ArtifactUpdate;

/** A state of more bytes of JSON is kept beside the log. */
export const maxLoggedBytes = 32_768;
const maxStateBytes = 10_485_760;

/** Where the states of one chat's artifacts are. */
export interface ArtifactStates {
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
