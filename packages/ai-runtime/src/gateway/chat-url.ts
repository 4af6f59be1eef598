import type { GatewayContext } from "./http-parts.ts";

/** Where sockets of the host that was asked are, `wss` behind a proxy that says it speaks TLS. */
export function socketUrl(c: GatewayContext): string {
  const url = new URL("/ws/chat", c.req.url);
  const isSecure = url.protocol === "https:" || c.req.header("x-forwarded-proto") === "https";
  url.protocol = isSecure ? "wss:" : "ws:";
  return url.href;
}
