/**
 * What makes an agent's files a page that can do nothing but show itself. The sandbox gives it an origin of its own, so it
 * reads neither the host's storage nor the API; it opens no connection, sends no form, and loads only what stands beside it:
 * `'self'` is the runtime, whose every other answer is closed to foreign origins (`Cross-Origin-Resource-Policy`).
 */
export function previewHeaders(allowedOrigins: readonly string[]): readonly (readonly [string, string])[] {
  const policy = [
    "sandbox allow-scripts",
    "default-src 'none'",
    "script-src 'self' 'unsafe-inline'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    "media-src 'self' data: blob:",
    "connect-src 'none'",
    "form-action 'none'",
    "base-uri 'none'",
    "webrtc 'block'",
    `frame-ancestors ${["'self'", ...allowedOrigins].join(" ")}`,
  ];
  return [
    ["content-security-policy", policy.join("; ")],
    // Module scripts and fonts are asked for by an origin without a name.
    ["access-control-allow-origin", "*"],
    // A host with `Cross-Origin-Embedder-Policy: require-corp` frames only pages that say both.
    ["cross-origin-resource-policy", "cross-origin"],
    ["cross-origin-embedder-policy", "require-corp"],
    ["x-dns-prefetch-control", "off"],
    ["cache-control", "no-store"],
  ];
}
