import type { Clock } from "../core/clock.ts";
import type { FixtureChat } from "./fixture-chat.ts";
import { answerRequest, type FixtureAnswer, type FixtureRecords } from "./fixture-routes.ts";
import type { FixtureTokens } from "./fixture-tokens.ts";

export interface FixtureFetch {
  readonly fetch: typeof fetch;
  readonly requests: string[];
  readonly uploads: FixtureRecords["uploads"];
  /** The next tickets are refused. */
  refuse(status: number, times: number): void;
}

export interface FixtureFetchOptions {
  readonly baseUrl: string;
  readonly clock: Clock;
  readonly latencyMs: number;
  readonly tokens: FixtureTokens;
  readonly chats: ReadonlyMap<string, FixtureChat>;
  readonly chat: (chatId: string) => FixtureChat;
  readonly isAway: () => boolean;
}

/** `fetch` as far as it reaches a fixture runtime. */
export function createFixtureFetch(options: FixtureFetchOptions): FixtureFetch {
  const { clock, latencyMs, tokens, chats, chat } = options;
  const requests: string[] = [];
  const refusals: number[] = [];
  const uploads: FixtureRecords["uploads"] = [];
  const travel = (): Promise<void> => new Promise((resolve) => void clock.after(latencyMs, resolve));

  function answer(method: string, url: URL, init: RequestInit | undefined): FixtureAnswer {
    const body = toBody(init?.body);
    if (method === "POST" && url.pathname === "/dev/token") {
      const { chat_id = `chat_${chats.size + 1}`, workflow_id = "" } = body as Record<string, string>;
      return [200, { token: tokens.issue(chat_id, workflow_id), chat_id, workflow_id, expires_at: "" }];
    }
    const isTicket = url.pathname.endsWith("/ticket");
    const refusal = isTicket ? refusals.shift() : undefined;
    if (refusal !== undefined) return [refusal, { code: "token.invalid", title: "The token is not valid" }];
    const authorization = new Headers(init?.headers).get("authorization") ?? "";
    const claims = tokens.read(authorization.replace("Bearer ", ""));
    if (!claims) return [401, { code: "token.invalid", title: "The token is not valid" }];
    const records: FixtureRecords = {
      chats,
      uploads,
      chat,
      ticket: () => tokens.ticketFor(claims),
      nowMs: () => clock.now(),
    };
    return answerRequest(records, { method, url, body, chatId: claims.chat_id });
  }

  return {
    requests,
    uploads,
    refuse: (status, times) => void refusals.push(...Array.from({ length: times }, () => status)),
    async fetch(input, init) {
      const url = new URL(input instanceof Request ? input.url : input, options.baseUrl);
      const method = init?.method ?? "GET";
      requests.push(`${method} ${url.pathname}`);
      await travel();
      init?.signal?.throwIfAborted();
      if (options.isAway()) throw new TypeError("The fixture runtime is away");
      const [status, body] = answer(method, url, init);
      await travel();
      return Response.json(body, { status });
    },
  };
}

function toBody(body: RequestInit["body"]): unknown {
  return typeof body === "string" ? JSON.parse(body) : (body ?? {});
}
