import { type ArtifactDetail, type ArtifactVersionList, MozaiksError } from "@mozaiks/contracts";
import { z } from "zod";
import { createArtifactStates } from "../engine/artifact-states.ts";
import { type Artifacts, foldArtifact } from "../engine/core/artifacts.ts";
import type { BlobStore } from "../ports/blob-store.ts";
import type { EventStore, StoredEventOf } from "../ports/event-store.ts";
import type { Tenant } from "../ports/tenant.ts";
import { OfChat } from "./access/access-artifact.ts";
import { readLog } from "./read-log.ts";

/** The query of what is read of one version. */
export const OfVersion = OfChat.extend({
  version: z.coerce.number().int().positive().optional().describe("default: the newest"),
});

/** Where an artifact is looked for. */
export interface ArtifactPlace {
  readonly tenant: Tenant;
  readonly chatId: string;
  readonly artifactId: string;
}

/**
 * An artifact at a version, by default the newest.
 * @throws MozaiksError `artifact.not-found` when there is no such artifact or version.
 */
export async function readArtifact(
  { store, blobs }: { readonly store: Pick<EventStore, "read">; readonly blobs: BlobStore },
  place: ArtifactPlace,
  version = Number.MAX_SAFE_INTEGER,
): Promise<ArtifactDetail> {
  let artifacts: Artifacts = {};
  for await (const event of artifactEvents(store, place)) {
    if (event.version > version) break;
    artifacts = foldArtifact(artifacts, event);
  }
  const known = artifacts[place.artifactId];
  if (!known || (version !== Number.MAX_SAFE_INTEGER && known.version !== version)) throw notFound(place);
  const { artifact_id, artifact_type, title, display, version: found } = known;
  const state = await createArtifactStates(blobs, place.tenant, place.chatId).read(known);
  return { artifact_id, chat_id: place.chatId, artifact_type, title, display, version: found, state };
}

/** @throws MozaiksError `artifact.not-found`. */
export async function readArtifactVersions(
  store: Pick<EventStore, "read">,
  place: ArtifactPlace,
): Promise<ArtifactVersionList> {
  const versions: ArtifactVersionList["versions"] = [];
  for await (const event of artifactEvents(store, place)) {
    const { version, seq, timestamp } = event;
    const by = event.type === "artifact_updated" ? event.by : undefined;
    versions.push({ version, seq, timestamp, ...(by !== undefined && { by }) });
  }
  if (versions.length === 0) throw notFound(place);
  return { artifact_id: place.artifactId, versions };
}

/** What made each version of one artifact, in order. */
async function* artifactEvents(
  store: Pick<EventStore, "read">,
  { tenant, chatId, artifactId }: ArtifactPlace,
): AsyncGenerator<StoredEventOf<"artifact_created"> | StoredEventOf<"artifact_updated">> {
  let next = 1;
  for await (const event of readLog(store, tenant, chatId)) {
    if (event.type !== "artifact_created" && event.type !== "artifact_updated") continue;
    if (event.artifact_id !== artifactId || event.version !== next) continue;
    next += 1;
    yield event;
  }
}

function notFound({ artifactId }: ArtifactPlace): MozaiksError {
  return new MozaiksError("artifact.not-found", `there is no artifact ${artifactId}, or not this version of it`);
}
