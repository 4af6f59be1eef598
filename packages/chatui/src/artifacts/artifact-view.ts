/** The parts of an artifact that can be looked at. */
export type ArtifactTab = "content" | "preview" | "changes";

/** What of a chat's artifacts is looked at: a host can keep it and give it back. */
export interface ArtifactView {
  /** An artifact's id, or one of the places below. */
  readonly artifact: string;
  /** Absent: the newest, also when a newer one is made. */
  readonly version?: number;
  /** Default: the content. */
  readonly tab?: ArtifactTab;
  /** With the tab `changes`: the version before. Default: the one before the version shown. */
  readonly since?: number;
  /** The path of the file that is open. */
  readonly file?: string;
}

/** The list of everything beside the chat. No id has this name: ids hold neither `*` nor `/`. */
export const allArtifacts = "*";

const requestPrefix = "request/";
const writingPrefix = "writing/";

/** The place of a question that is shown beside the chat. */
export function placeOfRequest(callId: string): string {
  return requestPrefix + callId;
}

/** The place of what a call is writing and what is no artifact yet. */
export function placeOfWriting(callId: string): string {
  return writingPrefix + callId;
}

/** What a view's `artifact` stands for. */
export function readPlace(artifact: string): { readonly kind: "all" | "request" | "writing" | "artifact"; id: string } {
  if (artifact === allArtifacts) return { kind: "all", id: "" };
  if (artifact.startsWith(requestPrefix)) return { kind: "request", id: artifact.slice(requestPrefix.length) };
  if (artifact.startsWith(writingPrefix)) return { kind: "writing", id: artifact.slice(writingPrefix.length) };
  return { kind: "artifact", id: artifact };
}
