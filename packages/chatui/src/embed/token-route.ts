import type { AuthAdapter, TokenAnswer } from "../core/auth-adapter.ts";
import { ChatRequestError, parseProblem } from "../core/chat-problem.ts";

/**
 * Takes tokens from a route of the product, its session broker, which knows by its own cookie who asks. `toGrant` checks
 * what it answers.
 * @throws ChatRequestError with the route's problem; status 0 when it cannot be reached.
 */
export function createTokenRoute(address: string): AuthAdapter {
  return {
    async getToken(wanted) {
      const response = await fetch(address, {
        method: "POST",
        credentials: "include",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(wanted),
      }).catch((cause: unknown) => {
        throw new ChatRequestError(0, { code: "server.unreachable", title: "The server cannot be reached" }, { cause });
      });
      const body: unknown = await response.json().catch(() => undefined);
      if (!response.ok) throw new ChatRequestError(response.status, parseProblem(response.status, body));
      return toAnswer(body);
    },
  };
}

/** Session brokers call the token `runtime_token`. */
function toAnswer(body: unknown): TokenAnswer {
  if (typeof body !== "object" || body === null || !("runtime_token" in body)) return body as TokenAnswer;
  return { ...body, token: body.runtime_token as string };
}
