import type { HeaderTable } from "./safe-headers.ts";

const exposed = "etag, location, ratelimit, ratelimit-policy, retry-after, x-request-id";
const accepted =
  "authorization, content-type, idempotency-key, if-match, last-event-id, mozaiks-organization, x-mozaiks-request";

/**
 * What lets a page of another origin read an answer (CORS): only those in `ALLOWED_ORIGINS`, with the user's cookie. Nothing is
 * said to others, whose browsers then keep the answer from them.
 */
export function crossOriginHeaders(origin: string | null, allowed: readonly string[]): HeaderTable {
  if (allowed.length === 0) return {};
  if (origin === null || !allowed.includes(origin)) return { vary: "Origin" };
  return {
    vary: "Origin",
    "access-control-allow-origin": origin,
    "access-control-allow-credentials": "true",
    "access-control-expose-headers": exposed,
  };
}

/** What a browser asks for before a request that not every page may make. */
export function preflightHeaders(methods: readonly string[]): HeaderTable {
  return {
    "access-control-allow-methods": methods.join(", "),
    "access-control-allow-headers": accepted,
    "access-control-max-age": "600",
  };
}
