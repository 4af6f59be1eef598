import type { Response } from "undici";
import { isAllowedHost } from "../definitions/compile/allowed-hosts.ts";
import type { GuardedFetch } from "./guarded-fetch.ts";
import { buildHttpRequest, type HttpRequest } from "./http-request.ts";
import { readHttpResponse } from "./http-response.ts";
import type { Invocation, InvokeTool } from "./invocation.ts";
import { createSecretScope, type SecretScope, type Secrets } from "./secrets.ts";

const maxRedirects = 3;
const redirectStatuses = new Set([301, 302, 303, 307, 308]);

/**
 * Calls a web service: the result is its JSON or text. A status other than 2xx, another type of content and more than
 * 1 MiB are errors. Secrets are in nothing that comes back.
 */
export function createHttpInvoker({ fetch }: Pick<GuardedFetch, "fetch">, secrets: Secrets): InvokeTool {
  return async (invocation) => {
    const scope = createSecretScope(secrets);
    try {
      const response = await exchange(fetch, requestOf(invocation, scope), invocation);
      return await readHttpResponse(response, scope.redact);
    } catch (thrown) {
      invocation.context.signal.throwIfAborted();
      throw new Error(scope.redact(thrown instanceof Error ? thrown.message : String(thrown)), { cause: thrown });
    }
  };
}

function requestOf({ tool, args, context }: Invocation, secrets: SecretScope): HttpRequest {
  if (!tool.http) throw new Error("the tool has no http");
  const request = buildHttpRequest(tool.http, { arguments: args, context: context.context.all() }, secrets);
  const headers: Record<string, string> = { accept: "application/json, text/*;q=0.9", "user-agent": "mozaiks" };
  if (tool.idempotent) headers["idempotency-key"] = context.idempotencyKey;
  return { ...request, headers: { ...headers, ...request.headers } };
}

/** Sends the request and follows redirects to allowed hosts only. */
async function exchange(
  fetch: GuardedFetch["fetch"],
  first: HttpRequest,
  { tool, context: { signal } }: Invocation,
): Promise<Response> {
  const allowed = tool.http?.allowed_hosts ?? [];
  let request = first;
  for (let redirects = 0; ; redirects += 1) {
    if (!isAllowedHost(request.url, allowed))
      throw new Error(`the host ${request.url.host} is not in the tool's allowed_hosts`);
    const { method, url, headers, body } = request;
    const response = await fetch(url, { method, headers, signal, ...(body !== undefined && { body }) });
    const location = redirectStatuses.has(response.status) ? response.headers.get("location") : null;
    if (location === null) return response;
    await response.body?.cancel();
    if (redirects === maxRedirects) throw new Error(`more than ${maxRedirects} redirects`);
    request = redirected(request, response.status, location);
  }
}

/** The next request. Secrets never go to another host, nor from https to http. */
function redirected(request: HttpRequest, status: number, location: string): HttpRequest {
  if (!URL.canParse(location, request.url.href)) throw new Error("a redirect leads to no URL");
  const url = new URL(location, request.url);
  if (request.url.protocol === "https:" && url.protocol !== "https:")
    throw new Error("a redirect leads from https to another protocol");
  const becomesGet = status === 303 || (status < 303 && request.method === "POST");
  const { body, ...rest } = request;
  const isElsewhere = url.origin !== request.url.origin;
  if (isElsewhere && !becomesGet && request.isBodySecret)
    throw new Error("a redirect to another host asks for a body that holds a secret");
  const dropped = (name: string): boolean =>
    (isElsewhere && (request.secretHeaders.has(name) || name === "authorization" || name === "cookie")) ||
    (becomesGet && name.startsWith("content-"));
  return {
    ...rest,
    url,
    method: becomesGet && request.method !== "HEAD" ? "GET" : request.method,
    headers: Object.fromEntries(Object.entries(request.headers).filter(([name]) => !dropped(name))),
    ...(!becomesGet && body !== undefined && { body }),
  };
}
