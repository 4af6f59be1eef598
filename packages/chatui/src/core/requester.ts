import { toGrant, type AuthAdapter, type Grant, type TokenRequest } from "./auth-adapter.ts";
import { ChatRequestError, parseProblem } from "./chat-problem.ts";

/** A request to the runtime. `chatId` = with a token of that chat, else with any of the user's. */
export interface RuntimeRequest {
  readonly method?: "GET" | "POST" | "PATCH" | "DELETE";
  readonly path: string;
  readonly chatId?: string;
  /** Sent as JSON, a form as it is. */
  readonly body?: object;
  readonly signal?: AbortSignal;
}

/** Sends requests with tokens of the host. Every call throws {@link ChatRequestError}. */
export interface Requester {
  /** The answer of a request that succeeded. */
  send(request: RuntimeRequest): Promise<Response>;
  /** Its body as JSON. */
  json(request: RuntimeRequest): Promise<unknown>;
  /** The same with a token that is there already. */
  jsonWith(token: string, request: RuntimeRequest): Promise<unknown>;
  /** Does something with a token, and once more with a new one when the old one is refused. */
  withToken<T>(wanted: TokenRequest, use: (token: string) => Promise<T>): Promise<T>;
  /** A new token. */
  ask(wanted: TokenRequest): Promise<Grant>;
}

export function createRequester(options: { baseUrl: string; auth: AuthAdapter; fetch?: typeof fetch }): Requester {
  const send = options.fetch ?? globalThis.fetch.bind(globalThis);
  const kept = new Map<string, Promise<Grant>>();

  async function sendWith(token: string, { method = "GET", path, body, signal }: RuntimeRequest): Promise<Response> {
    const isJson = body !== undefined && !(body instanceof FormData);
    const response = await send(options.baseUrl + path, {
      method,
      headers: { authorization: `Bearer ${token}`, ...(isJson && { "content-type": "application/json" }) },
      ...(body !== undefined && { body: isJson ? JSON.stringify(body) : body }),
      ...(signal && { signal }),
    }).catch((cause: unknown) => {
      if (signal?.aborted) throw cause;
      throw new ChatRequestError(0, { code: "server.unreachable", title: "The server cannot be reached" }, { cause });
    });
    if (response.ok) return response;
    throw new ChatRequestError(response.status, parseProblem(response.status, await readBody(response)));
  }

  const ask = async (wanted: TokenRequest): Promise<Grant> => toGrant(await options.auth.getToken(wanted));

  function keep(key: string, wanted: TokenRequest): Promise<Grant> {
    const grant = ask(wanted);
    kept.set(key, grant);
    grant.catch(() => kept.delete(key));
    return grant;
  }

  async function withToken<T>(wanted: TokenRequest, use: (token: string) => Promise<T>): Promise<T> {
    const key = wanted.chat_id ?? "";
    const { token } = await (kept.get(key) ?? keep(key, wanted));
    try {
      return await use(token);
    } catch (thrown) {
      if (!(thrown instanceof ChatRequestError) || thrown.status !== 401) throw thrown;
      return use((await keep(key, wanted)).token);
    }
  }

  const sendRequest = (request: RuntimeRequest): Promise<Response> =>
    withToken(request.chatId === undefined ? {} : { chat_id: request.chatId }, (token) => sendWith(token, request));

  return {
    send: sendRequest,
    json: async (request) => readBody(await sendRequest(request)),
    jsonWith: async (token, request) => readBody(await sendWith(token, request)),
    withToken,
    ask,
  };
}

async function readBody(response: Response): Promise<unknown> {
  try {
    return await response.json();
  } catch {
    return undefined;
  }
}
