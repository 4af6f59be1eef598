export type HeaderTable = Readonly<Record<string, string>>;

/** What every answer carries unless it says otherwise (ASVS 5.0 V3.4): an API answers data, which no page may frame or run. */
export function safeHeaders({ publicUrl }: { readonly publicUrl: string }): HeaderTable {
  return {
    "cache-control": "no-store",
    "content-security-policy": "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    ...(publicUrl.startsWith("https:") && { "strict-transport-security": "max-age=31536000; includeSubDomains" }),
  };
}

/** The headers of an answer: its own win over what is added to all, and what they vary by is put together. */
export function mergeHeaders(added: HeaderTable, own: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const merged: Record<string, unknown> = { ...added };
  for (const name in own) {
    const lower = name.toLowerCase();
    const isBoth = lower === "vary" && merged["vary"] !== undefined;
    merged[lower] = isBoth ? `${String(merged["vary"])}, ${String(own[name])}` : own[name];
  }
  return merged;
}
