/** The pages that may connect. */
export interface AllowedOrigins {
  /** `ALLOWED_ORIGINS`; empty: the pages that came from the host that is asked. */
  readonly listed: readonly string[];
  /** True: the server has a page of its own, which may connect whoever else is listed. */
  readonly hasPage?: boolean;
}

/** Whether a page of `origin` may connect to `host` (the Host header). No origin means no browser, which is allowed. */
export function isAllowedOrigin(
  origin: string | null | undefined,
  host: string | null | undefined,
  { listed, hasPage = false }: AllowedOrigins,
): boolean {
  if (origin === null || origin === undefined || listed.includes(origin)) return true;
  return (hasPage || listed.length === 0) && isSameHost(origin, host);
}

/** Whether `origin` names the host that was asked. */
export function isSameHost(origin: string, host: string | null | undefined): boolean {
  return URL.canParse(origin) && host !== null && host !== undefined && new URL(origin).host === host.toLowerCase();
}
