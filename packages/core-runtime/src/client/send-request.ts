import { backoffMs, wait } from "./backoff.ts";
import { randomKey } from "./random-key.ts";
import { isPassing, isProblem, networkProblem, type ProblemError, toProblem } from "./problem-error.ts";

export interface ClientOptions {
  /** Where the app is; the page's own origin when left out. */
  readonly baseUrl?: string;
  /** A bearer token, for programs. Browsers have a cookie instead. */
  readonly token?: string | (() => string | Promise<string>);
  /** The organisation that requests are meant for: should another one be active, they fail with `organization.mismatch`. */
  readonly organization?: string;
  /** What sends requests; `fetch` when left out. */
  readonly fetch?: (url: string, init: RequestInit) => Promise<Response>;
}

export interface RequestOptions {
  readonly query?: Readonly<Record<string, string | number | boolean | undefined>>;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal | undefined;
  /** The same key with the same request is carried out once (24 h). */
  readonly idempotencyKey?: string | undefined;
}

/** Sends requests as one user of one app. */
export interface Sender {
  /** The organisation that is known to be active; told by signing in and switching. */
  organization: string | undefined;
  /** A key by which a write is carried out once; undefined when nobody is known to be signed in, as keys belong to users. */
  newKey(): string | undefined;
  /** The JSON of the answer; undefined when it has none. @throws ProblemError. */
  send(method: string, path: string, options?: RequestOptions): Promise<unknown>;
  /** The answer itself, asked for once. @throws ProblemError when it is none of success. */
  open(method: string, path: string, options?: RequestOptions): Promise<Response>;
}

const attempts = 4;
const attemptMs = 30_000;
const longestWaitMs = 10_000;

export function createSender(options: ClientOptions): Sender {
  const { baseUrl = "", token } = options;
  const request = options.fetch ?? ((url: string, init: RequestInit) => fetch(url, init));

  async function open(
    method: string,
    path: string,
    { query, body, headers, signal, idempotencyKey }: RequestOptions = {},
  ) {
    const isAuth = path.startsWith("/api/auth/");
    const bearer = typeof token === "function" ? await token() : token;
    const all: Readonly<Record<string, string | false | undefined>> = {
      ...headers,
      "content-type": body !== undefined && "application/json",
      "x-mozaiks-request": method !== "GET" && "1",
      "idempotency-key": idempotencyKey,
      // What is asked of `/api/auth` finds out and changes which organisation is active.
      "mozaiks-organization": !isAuth && sender.organization,
      authorization: bearer && `Bearer ${bearer}`,
    };
    const given = Object.entries(all).flatMap(([name, value]): [string, string][] => (value ? [[name, value]] : []));
    const response = await request(`${baseUrl}${path}${toQuery(query)}`, {
      method,
      credentials: "include",
      headers: Object.fromEntries(given),
      ...(body !== undefined && { body: JSON.stringify(body) }),
      ...(signal && { signal }),
    }).catch((cause: unknown) => {
      throw signal?.aborted ? cause : networkProblem(cause);
    });
    if (!response.ok) throw await toProblem(response);
    return response;
  }

  async function attempt(method: string, path: string, given: RequestOptions): Promise<unknown> {
    const limit = AbortSignal.timeout(attemptMs);
    const signal = given.signal ? AbortSignal.any([given.signal, limit]) : limit;
    try {
      const response = await open(method, path, { ...given, signal });
      const text = await response.text();
      return text === "" ? undefined : JSON.parse(text);
    } catch (error) {
      if (given.signal?.aborted) throw given.signal.reason;
      if (isProblem(error)) throw error;
      throw networkProblem(error);
    }
  }

  const sender: Sender = {
    organization: options.organization,
    newKey: () => (token === undefined && sender.organization === undefined ? undefined : randomKey()),
    open,
    async send(method, path, given = {}) {
      const isRepeatable = method === "GET" || given.idempotencyKey !== undefined;
      for (let count = 1; ; count += 1) {
        try {
          return await attempt(method, path, given);
        } catch (error) {
          if (!isRepeatable || count === attempts || !isProblem(error) || !isPassing(error)) throw error;
          await wait(waitMs(error, count), given.signal);
        }
      }
    },
  };
  return sender;
}

/** @throws ProblemError when the app wants more patience than anybody who waits for an answer has. */
function waitMs(error: ProblemError, count: number): number {
  const { retryAfterMs = 0 } = error;
  if (retryAfterMs > longestWaitMs) throw error;
  return Math.max(retryAfterMs, backoffMs(count));
}

function toQuery(query: RequestOptions["query"] = {}): string {
  const given = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== undefined) given.set(name, String(value));
  return given.size === 0 ? "" : `?${String(given)}`;
}
