import { createHash } from "node:crypto";

/**
 * The content security policy of a page that a bundler wrote: everything is its own, and of the scripts and styles that stand in
 * the page itself exactly those that stand in it now.
 * @param connect origins besides the page's own that it may call, such as the workflow runtime's.
 */
export function pagePolicy(html: string, connect: readonly string[]): string {
  return [
    "default-src 'self'",
    `script-src ${["'self'", ...hashesOf("script", html)].join(" ")}`,
    `style-src ${["'self'", ...hashesOf("style", html)].join(" ")}`,
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    "media-src 'self' blob:",
    "worker-src 'self' blob:",
    `connect-src ${["'self'", ...connect].join(" ")}`,
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
}

function hashesOf(element: "script" | "style", html: string): readonly string[] {
  const inline = html.matchAll(new RegExp(`<${element}\\b[^>]*>([^]*?)</${element}>`, "gi"));
  const texts = [...inline].map(([, text = ""]) => text).filter((text) => text.trim() !== "");
  return texts.map((text) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`);
}
