import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { bundleEmbed } from "../../scripts/bundle-embed.ts";

/** What a page that is as strict as can be allows: its own files, its own runtime, and no string as script or markup. */
const headers = {
  "content-security-policy":
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; " +
    "require-trusted-types-for 'script'; trusted-types 'none'; base-uri 'none'; form-action 'none'",
  "cross-origin-embedder-policy": "require-corp",
  "cross-origin-opener-policy": "same-origin",
};

const tags: Readonly<Record<string, string>> = {
  "/": `data-base-url=""`,
  /** Nothing is loaded before somebody comes near. */
  "/patient": `data-base-url="" data-preload="none"`,
  /** Waits for `boot()`. */
  "/late": `data-launcher-label="Ask Acme"`,
  "/dressed": `data-base-url="" data-preload="none" data-brand="#a33c1c" data-alignment="start"
    data-horizontal-padding="32" data-vertical-padding="12" data-launcher-text="Questions?" data-theme="dark"`,
};

/** A product's plain page with the script tag in it. */
export async function serveScriptPage(): Promise<(path: string) => Response | undefined> {
  const { files } = await bundleEmbed();
  const styles = await readFile(join(import.meta.dirname, "host-page.css"), "utf8");
  const html = await readFile(join(import.meta.dirname, "host-page.html"), "utf8");
  const embed = new Map(files.map(({ path, content }) => [`/embed/${path}`, content]));
  return (path) => {
    const tag = tags[path];
    if (tag !== undefined) return answer(toPage(html, tag), "text/html");
    if (path === "/host.css") return answer(styles, "text/css");
    const content = embed.get(path);
    return content && answer(new TextDecoder().decode(content), "text/javascript");
  };
}

function toPage(html: string, attributes: string): string {
  const tag = `<script defer src="/embed/loader.js" ${attributes}></script>`;
  return html
    .replace(/<script .*<\/script>/, tag)
    .replace('href="data:,"', 'href="/none.png"')
    .replace('<div id="product"></div>', '<main><button type="button" id="help">Help</button></main>');
}

function answer(content: string, type: string): Response {
  return new Response(content, { headers: { ...headers, "content-type": `${type}; charset=utf-8` } });
}
