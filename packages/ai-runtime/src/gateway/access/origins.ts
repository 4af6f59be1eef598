/**
 * Whether a page of `origin` may connect. No origin means no browser, which is allowed; an empty list means pages that
 * came from the same `host` (the Host header).
 */
export function isAllowedOrigin(
  origin: string | null | undefined,
  host: string | null | undefined,
  allowedOrigins: readonly string[],
): boolean {
  if (origin === null || origin === undefined) return true;
  return allowedOrigins.length > 0 ? allowedOrigins.includes(origin) : isSameHost(origin, host);
}

/** Whether `origin` names the host that was asked. */
export function isSameHost(origin: string, host: string | null | undefined): boolean {
  return URL.canParse(origin) && host !== null && host !== undefined && new URL(origin).host === host.toLowerCase();
}
