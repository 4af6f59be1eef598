import { z } from "zod";
import { ArtifactCard } from "./frames.ts";
import { Id, Json, Timestamp } from "./ids.ts";

export const ArtifactDetail = ArtifactCard.omit({ state_ref: true })
  .extend({ chat_id: Id, state: Json })
  .describe("An artifact at one version, with its whole state.");
export type ArtifactDetail = z.infer<typeof ArtifactDetail>;

export const ArtifactVersionList = z
  .object({
    artifact_id: Id,
    versions: z.array(
      z.object({
        version: z.int().positive(),
        seq: z.int().positive(),
        timestamp: Timestamp,
        by: z.string().optional().describe("the person who made it; absent: an agent's tool did"),
      }),
    ),
  })
  .describe("Every version there is, oldest first.");
export type ArtifactVersionList = z.infer<typeof ArtifactVersionList>;

export const ActOnArtifact = z
  .object({
    action: z.string(),
    payload: Json.optional(),
    expected_version: z.int().positive().optional(),
    client_id: Id.optional(),
  })
  .describe("What a person does with an artifact: `artifact_action` without the artifact's id.");
export type ActOnArtifact = z.infer<typeof ActOnArtifact>;

export const PreviewArtifact = z
  .object({ version: z.int().positive().optional().describe("default: the newest") })
  .describe("Asks to see the files of an artifact as a page.");
export type PreviewArtifact = z.infer<typeof PreviewArtifact>;

export const ArtifactPreview = z
  .object({
    url: z.string().describe("below the runtime's address; for the `src` of a frame"),
    version: z.int().positive(),
    expires_at: Timestamp,
  })
  .describe("Where one version of an artifact is shown as a page. Whoever knows the address sees it until it expires.");
export type ArtifactPreview = z.infer<typeof ArtifactPreview>;
