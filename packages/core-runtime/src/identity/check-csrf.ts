import { MozaiksError } from "@mozaiks/contracts";
import { carriesSessionCookie } from "./session-cookie.ts";

export interface CsrfPolicy {
  /** The app's own address, `PUBLIC_URL`. */
  readonly publicUrl: string;
  /** Other origins whose pages may act for their users, `ALLOWED_ORIGINS`. */
  readonly allowedOrigins: readonly string[];
}

const safeMethods = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * Refuses a request that another site's page may have made a browser send (ASVS 5.0 V3.5.1–3). It concerns unsafe methods that
 * carry the session cookie, and those under `/api/auth/` that carry no bearer token (so that nobody is signed in to another's
 * account). They need `X-Mozaiks-Request: 1`, which a foreign page cannot set without asking, and must not come from elsewhere
 * by what the browser says of them. A bearer token wins over a cookie, and no browser sends one on its own.
 * @throws MozaiksError `csrf.failed`.
 */
export function checkCsrf(request: Request, { publicUrl, allowedOrigins }: CsrfPolicy): void {
  const { headers } = request;
  if (safeMethods.has(request.method) || /^bearer /i.test(headers.get("authorization") ?? "")) return;
  if (!carriesSessionCookie(request) && !isAuthPath(new URL(request.url).pathname)) return;
  if (headers.get("x-mozaiks-request") !== "1")
    throw new MozaiksError("csrf.failed", "The request needs the header X-Mozaiks-Request: 1");
  const origin = headers.get("origin");
  if (origin !== null && origin !== new URL(publicUrl).origin && !allowedOrigins.includes(origin))
    throw new MozaiksError("csrf.failed", "The request comes from an origin that is not allowed");
  if (headers.get("sec-fetch-site") === "cross-site")
    throw new MozaiksError("csrf.failed", "The request comes from another site");
}

/** Where people sign in and out; what is asked here needs no credential that is still good. */
export const isAuthPath = (path: string): boolean => path === "/api/auth" || path.startsWith("/api/auth/");
