import { ChatRequestError, parseProblem, type ChatProblem } from "./chat-problem.ts";

/** What a token is wanted for. Without `chat_id` the broker names a new chat. */
export interface TokenRequest {
  readonly chat_id?: string;
  readonly workflow_name?: string;
}

/** A launch token alone, or with what the broker knows about it. */
export type TokenAnswer = string | { readonly token: string; readonly chat_id?: string; readonly ws_url?: string };

/** How the host gets launch tokens. Asked on every connect, so it may always answer a fresh one. */
export interface AuthAdapter {
  getToken(request: TokenRequest): TokenAnswer | Promise<TokenAnswer>;
}

/** A token and what can be read out of it without verifying it. */
export interface Grant {
  readonly token: string;
  readonly chat_id?: string;
  readonly workflow_id?: string;
  readonly ws_url?: string;
  /** Epoch milliseconds. */
  readonly expiresAtMs?: number;
}

/**
 * Completes an adapter's answer from the token's own (unverified) claims.
 * @throws ChatRequestError `auth.no-token` when the answer is none: hosts write adapters in plain JavaScript too.
 */
export function toGrant(answer: TokenAnswer): Grant {
  const given = typeof answer === "string" ? { token: answer } : answer;
  if (typeof given?.token !== "string" || given.token === "") {
    throw new ChatRequestError(401, {
      code: "auth.no-token",
      title: "The page gave the chat no token",
      detail: "`authAdapter.getToken()` must answer a launch token, or `{ token }` with one.",
    });
  }
  const claims = readClaims(given.token);
  const chatId = "chat_id" in given ? given.chat_id : claims["chat_id"];
  return {
    token: given.token,
    ...(typeof chatId === "string" && { chat_id: chatId }),
    ...(typeof claims["workflow_id"] === "string" && { workflow_id: claims["workflow_id"] }),
    ...(typeof claims["exp"] === "number" && { expiresAtMs: claims["exp"] * 1000 }),
    ...("ws_url" in given && given.ws_url !== undefined && { ws_url: given.ws_url }),
  };
}

/**
 * Takes tokens from the development server's own broker, `POST {baseUrl}/dev/token`.
 * @throws ChatRequestError with the server's problem; status 0 when it cannot be reached; `auth.no-adapter` where no
 * development server answers.
 */
export function createDevAuthAdapter(options: { baseUrl: string; fetch?: typeof fetch }): AuthAdapter {
  const request = options.fetch ?? globalThis.fetch.bind(globalThis);
  return {
    async getToken({ chat_id, workflow_name }) {
      const response = await request(`${options.baseUrl}/dev/token`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({
          ...(chat_id !== undefined && { chat_id }),
          ...(workflow_name !== undefined && { workflow_id: workflow_name }),
        }),
      }).catch((cause: unknown) => {
        throw new ChatRequestError(0, { code: "server.unreachable", title: "The server cannot be reached" }, { cause });
      });
      const body: unknown = await response.json().catch(() => undefined);
      const token = isObject(body) ? body["token"] : undefined;
      if (response.ok && typeof token === "string") return body as { token: string; chat_id: string };
      const problem = parseProblem(response.status, body);
      const isForeign = response.ok || problem.code === "route.not-found" || problem.code.startsWith("http.4");
      throw new ChatRequestError(response.ok ? 404 : response.status, isForeign ? noAdapter(options.baseUrl) : problem);
    },
  };
}

function noAdapter(baseUrl: string): ChatProblem {
  return {
    code: "auth.no-adapter",
    title: "This chat was not told where to get tokens",
    detail:
      `Without an \`authAdapter\` tokens come from POST ${baseUrl}/dev/token, which only \`mozaiks dev\` answers. ` +
      "Give the chat an `authAdapter` whose `getToken()` asks your backend for a launch token.",
  };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

function readClaims(token: string): Record<string, unknown> {
  const payload = token.split(".")[1];
  if (payload === undefined) return {};
  try {
    const bytes = Uint8Array.from(
      atob(payload.replaceAll("-", "+").replaceAll("_", "/")),
      (c) => c.codePointAt(0) ?? 0,
    );
    const claims: unknown = JSON.parse(new TextDecoder().decode(bytes));
    return isObject(claims) ? claims : {};
  } catch {
    return {};
  }
}
