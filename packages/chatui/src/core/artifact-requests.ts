import type { ArtifactCard, Json } from "@mozaiks/contracts/fold";
import { ChatRequestError } from "./chat-problem.ts";
import type { Requester } from "./requester.ts";

/** An artifact at one version, with its whole state. */
export type ArtifactDetail = Omit<ArtifactCard, "state_ref" | "state"> & {
  readonly chat_id: string;
  readonly state: Json;
};

/** Who made a version and when; without `by` an agent's tool did. */
export interface ArtifactVersion {
  readonly version: number;
  readonly seq: number;
  readonly timestamp: string;
  readonly by?: string;
}

/** Where one version of an artifact can be looked at, for a while. */
export interface ArtifactPreview {
  readonly version: number;
  /** Whole: a page of any origin can give it to a frame. */
  readonly url: string;
  readonly expires_at: string;
}

/** What can be asked about the artifacts of a chat. Without a version: the newest. */
export interface ArtifactRequests {
  readArtifact(chatId: string, artifactId: string, version?: number): Promise<ArtifactDetail>;
  /** Every version there is, oldest first. */
  listArtifactVersions(chatId: string, artifactId: string): Promise<readonly ArtifactVersion[]>;
  readArtifactFile(chatId: string, artifactId: string, path: string, version?: number): Promise<Blob>;
  /** All files as a ZIP archive, and what to call it. */
  downloadArtifact(chatId: string, artifactId: string, version?: number): Promise<{ name: string; content: Blob }>;
  previewArtifact(chatId: string, artifactId: string, version?: number): Promise<ArtifactPreview>;
  /** An artifact's state, where a `state_ref` says it is: a path of this server. */
  readState(chatId: string, stateRef: string): Promise<Json>;
}

export function createArtifactRequests(requester: Requester, baseUrl: string): ArtifactRequests {
  const get = (chatId: string, path: string): Promise<unknown> => requester.json({ chatId, path });
  return {
    async readArtifact(chatId, artifactId, version) {
      return (await get(chatId, pathOf(chatId, artifactId, "", version))) as ArtifactDetail;
    },
    async listArtifactVersions(chatId, artifactId) {
      const body = await get(chatId, pathOf(chatId, artifactId, "/versions"));
      return (body as { versions: readonly ArtifactVersion[] }).versions;
    },
    async readArtifactFile(chatId, artifactId, path, version) {
      const file = `/files/${path.split("/").map(encodeURIComponent).join("/")}`;
      return (await requester.send({ chatId, path: pathOf(chatId, artifactId, file, version) })).blob();
    },
    async downloadArtifact(chatId, artifactId, version) {
      const response = await requester.send({ chatId, path: pathOf(chatId, artifactId, "/bundle.zip", version) });
      const name = /filename="([^"]+)"/.exec(response.headers.get("content-disposition") ?? "")?.[1];
      return { name: name ?? "artifact.zip", content: await response.blob() };
    },
    async previewArtifact(chatId, artifactId, version) {
      const path = pathOf(chatId, artifactId, "/preview");
      const body = { ...(version !== undefined && { version }) };
      const preview = (await requester.json({ method: "POST", chatId, path, body })) as ArtifactPreview;
      return { ...preview, url: preview.url.startsWith("/") ? baseUrl + preview.url : preview.url };
    },
    async readState(chatId, stateRef) {
      if (!stateRef.startsWith("/api/")) {
        throw new ChatRequestError(0, { code: "artifact.not-found", title: "This is not the address of an artifact" });
      }
      return ((await get(chatId, stateRef)) as { state: Json }).state;
    },
  };
}

function pathOf(chatId: string, artifactId: string, rest: string, version?: number): string {
  const query = new URLSearchParams({ chat_id: chatId, ...(version !== undefined && { version: String(version) }) });
  return `/api/artifacts/${encodeURIComponent(artifactId)}${rest}?${query}`;
}
