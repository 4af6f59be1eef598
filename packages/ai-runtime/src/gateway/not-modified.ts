import type { GatewayContext } from "./http-parts.ts";

/** Marks the answer with its version; true when the client has it already, and 304 is to be answered. */
export function isKnownToClient(c: GatewayContext, etag: string): boolean {
  c.header("etag", etag);
  const known = c.req.header("if-none-match")?.split(",") ?? [];
  return known.some((each) => each.trim().replace(/^W\//, "") === etag || each.trim() === "*");
}
