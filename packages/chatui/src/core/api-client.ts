import type { Json, SessionRow, WorkflowSummary } from "@mozaiks/contracts/fold";
import { toGrant, type AuthAdapter, type Grant } from "./auth-adapter.ts";
import { ChatRequestError, parseProblem } from "./chat-problem.ts";

/** The runtime's HTTP side, as far as a chat needs it. Every call throws {@link ChatRequestError}. */
export interface ApiClient {
  listWorkflows(): Promise<readonly WorkflowSummary[]>;
  /** The user's sessions, newest first. */
  listSessions(options?: {
    cursor?: string;
    limit?: number;
  }): Promise<{ sessions: readonly SessionRow[]; next_cursor?: string }>;
  deleteSession(chatId: string): Promise<void>;
  /** A token that names a new chat of the workflow. */
  newChat(workflowId: string): Promise<Grant>;
  /** An artifact's state, where a `state_ref` says it is: a path of this server. */
  readState(chatId: string, stateRef: string): Promise<Json>;
  /** A single-use ticket for a socket; undefined where the server gives none. */
  ticket(chatId: string, token: string): Promise<string | undefined>;
}

/** `baseUrl` without a trailing slash; empty = the page's own origin. */
export function createApiClient(options: { baseUrl: string; auth: AuthAdapter; fetch?: typeof fetch }): ApiClient {
  const { auth, baseUrl } = options;
  const send = options.fetch ?? globalThis.fetch.bind(globalThis);
  let listGrant: Promise<Grant> | undefined;

  async function request(method: string, path: string, token?: string): Promise<unknown> {
    const headers: Record<string, string> = token === undefined ? {} : { authorization: `Bearer ${token}` };
    const response = await send(baseUrl + path, { method, headers }).catch((cause: unknown) => {
      throw new ChatRequestError(0, { code: "server.unreachable", title: "The server cannot be reached" }, { cause });
    });
    const body: unknown = await response.json().catch(() => undefined);
    if (!response.ok) throw new ChatRequestError(response.status, parseProblem(response.status, body));
    return body;
  }

  /** Any token lists the user's sessions, so one is kept until it is refused. */
  async function withAnyToken(method: string, path: string): Promise<unknown> {
    listGrant ??= askToken({});
    const { token } = await listGrant.catch((thrown: unknown) => {
      listGrant = undefined;
      throw thrown;
    });
    try {
      return await request(method, path, token);
    } catch (thrown) {
      if (!(thrown instanceof ChatRequestError) || thrown.status !== 401) throw thrown;
      listGrant = askToken({});
      return request(method, path, (await listGrant).token);
    }
  }

  async function askToken(wanted: Parameters<AuthAdapter["getToken"]>[0]): Promise<Grant> {
    return toGrant(await auth.getToken(wanted));
  }

  return {
    async listWorkflows() {
      const body = await withAnyToken("GET", "/api/workflows");
      return (body as { workflows: WorkflowSummary[] }).workflows;
    },
    async listSessions({ cursor, limit = 30 } = {}) {
      const query = new URLSearchParams({ limit: String(limit), ...(cursor !== undefined && { cursor }) });
      return (await withAnyToken("GET", `/api/sessions?${query}`)) as Awaited<ReturnType<ApiClient["listSessions"]>>;
    },
    async deleteSession(chatId) {
      const { token } = await askToken({ chat_id: chatId });
      await request("DELETE", `/api/sessions/${encodeURIComponent(chatId)}`, token);
    },
    newChat: (workflowId) => askToken({ workflow_name: workflowId }),
    async readState(chatId, stateRef) {
      if (!stateRef.startsWith("/api/")) {
        throw new ChatRequestError(0, { code: "artifact.not-found", title: "This is not the address of an artifact" });
      }
      const { token } = await askToken({ chat_id: chatId });
      return ((await request("GET", stateRef, token)) as { state: Json }).state;
    },
    async ticket(chatId, token) {
      try {
        const body = await request("POST", `/api/sessions/${encodeURIComponent(chatId)}/ticket`, token);
        return (body as { ticket: string }).ticket;
      } catch (thrown) {
        if (thrown instanceof ChatRequestError && givesNoTickets(thrown)) return undefined;
        throw thrown;
      }
    },
  };
}

function givesNoTickets({ status, problem }: ChatRequestError): boolean {
  return status === 405 || status === 501 || (status === 404 && problem.code !== "session.not-found");
}
