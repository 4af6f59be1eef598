import type { CreatedSession, SessionRow, WorkflowSummary } from "@mozaiks/contracts/fold";
import { createArtifactRequests, type ArtifactRequests } from "./artifact-requests.ts";
import type { AuthAdapter, Grant } from "./auth-adapter.ts";
import { requestTicket } from "./request-ticket.ts";
import { createRequester } from "./requester.ts";
import type { UploadOptions } from "./upload-file.ts";

/** A file that a message can be sent with, as often as it takes: `send(text, …, [upload])`. */
export interface Upload {
  readonly upload_id: string;
  readonly name: string;
  readonly media_type: string;
  /** Bytes. */
  readonly size: number;
}

/** The runtime's HTTP side, as far as a chat needs it. Every call throws {@link ChatRequestError}. */
export interface ApiClient extends ArtifactRequests {
  listWorkflows(): Promise<readonly WorkflowSummary[]>;
  /** The user's sessions, newest first. */
  listSessions(options?: {
    cursor?: string;
    limit?: number;
  }): Promise<{ sessions: readonly SessionRow[]; next_cursor?: string }>;
  renameSession(chatId: string, title: string): Promise<void>;
  deleteSession(chatId: string): Promise<void>;
  /** A copy of the session up to an event that ends a run, to go on differently from there. */
  forkSession(chatId: string, atSeq: number): Promise<Omit<CreatedSession, "status">>;
  /** What the person thinks of a message; null takes it back. */
  rateMessage(chatId: string, messageId: string, rating: "up" | "down" | null, comment?: string): Promise<void>;
  /** Keeps a file for a message of the chat. */
  uploadFile(chatId: string, file: Blob, options?: UploadOptions & { name?: string }): Promise<Upload>;
  /** A token that names a new chat of the workflow. */
  newChat(workflowId: string): Promise<Grant>;
  /** A single-use ticket for a socket; undefined where the server gives none. */
  ticket(chatId: string, token: string): Promise<string | undefined>;
}

/** `baseUrl` without a trailing slash; empty = the page's own origin. */
export function createApiClient(options: { baseUrl: string; auth: AuthAdapter; fetch?: typeof fetch }): ApiClient {
  const requester = createRequester(options);
  const session = (chatId: string, rest = ""): string => `/api/sessions/${encodeURIComponent(chatId)}${rest}`;

  return {
    ...createArtifactRequests(requester, options.baseUrl),
    async listWorkflows() {
      return ((await requester.json({ path: "/api/workflows" })) as { workflows: WorkflowSummary[] }).workflows;
    },
    async listSessions({ cursor, limit = 30 } = {}) {
      const query = new URLSearchParams({ limit: String(limit), ...(cursor !== undefined && { cursor }) });
      const body = await requester.json({ path: `/api/sessions?${query}` });
      return body as Awaited<ReturnType<ApiClient["listSessions"]>>;
    },
    async renameSession(chatId, title) {
      await requester.send({ method: "PATCH", path: session(chatId), chatId, body: { title } });
    },
    async deleteSession(chatId) {
      await requester.send({ method: "DELETE", path: session(chatId), chatId });
    },
    async forkSession(chatId, atSeq) {
      const body = { at_seq: atSeq };
      const fork = await requester.json({ method: "POST", path: session(chatId, "/fork"), chatId, body });
      return fork as Omit<CreatedSession, "status">;
    },
    async rateMessage(chatId, messageId, rating, comment) {
      const body = { message_id: messageId, rating, ...(comment !== undefined && { comment }) };
      await requester.send({ method: "POST", path: session(chatId, "/feedback"), chatId, body });
    },
    async uploadFile(chatId, file, { name, ...upload } = {}) {
      const form = new FormData();
      form.append("file", file, name ?? (file instanceof File ? file.name : "file"));
      const path = `/api/uploads?${new URLSearchParams({ chat_id: chatId })}`;
      if (options.fetch || typeof XMLHttpRequest === "undefined") {
        const { signal } = upload;
        return (await requester.json({
          method: "POST",
          path,
          chatId,
          body: form,
          ...(signal && { signal }),
        })) as Upload;
      }
      const { uploadByXhr } = await import("./upload-file.ts");
      const url = options.baseUrl + path;
      return requester.withToken({ chat_id: chatId }, (token) => uploadByXhr(url, token, form, upload));
    },
    newChat: (workflowId) => requester.ask({ workflow_name: workflowId }),
    ticket: (chatId, token) => requestTicket(requester, chatId, token),
  };
}
