import { MozaiksError } from "@mozaiks/contracts";
import { TrieRouter } from "hono/router/trie-router";
import { type AnswerParts, countRequest } from "./answer-operation.ts";
import { preflightHeaders } from "./cross-origin.ts";
import type { Exchange } from "./exchange.ts";

/** The methods that some path takes; none: there is nothing at it. */
export type MethodsAt = (path: string) => readonly string[];

/** @param routes method and path of everything that answers, in the router's own form (`/api/tasks/:id`). */
export function createMethodsAt(routes: readonly { readonly method: string; readonly path: string }[]): MethodsAt {
  const router = new TrieRouter<string>();
  for (const { method, path } of routes) router.add("ALL", path, method);
  return (path) => {
    const methods = new Set(router.match("ALL", path)[0].map(([method]) => method));
    if (methods.size === 0) return [];
    return [...methods, ...(methods.has("GET") ? ["HEAD"] : []), "OPTIONS"];
  };
}

/**
 * Answers what no route takes: a question about a path (`OPTIONS`), a page of the front end, or a refusal.
 * @throws MozaiksError `route.method-not-allowed` with the header `Allow`, `route.not-found`.
 */
export async function answerUnrouted(
  exchange: Exchange,
  { path, methodsAt }: { readonly path: string; readonly methodsAt: MethodsAt },
  parts: AnswerParts,
): Promise<Response> {
  const { request, headers } = exchange;
  const { method } = request;
  await countRequest(exchange, "read", parts);
  const methods = methodsAt(path);
  if (methods.length > 0) headers["allow"] = methods.join(", ");
  if (methods.length > 0 && method === "OPTIONS") {
    const isPreflight = headers["access-control-allow-origin"] !== undefined;
    if (isPreflight) Object.assign(headers, preflightHeaders(methods));
    return new Response(null, { status: 204 });
  }
  if (methods.length > 0) throw new MozaiksError("route.method-not-allowed", `${path} takes ${methods.join(", ")}`);
  const isRead = method === "GET" || method === "HEAD";
  const page = isRead ? parts.settings.page?.(request, path) : undefined;
  if (page) return page;
  throw new MozaiksError("route.not-found", "There is nothing at this address");
}
