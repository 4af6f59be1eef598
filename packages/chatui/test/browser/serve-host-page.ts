import { build } from "esbuild";
import { bundledSheet } from "../../scripts/style-sheets.ts";
import { readFile } from "node:fs/promises";
import { join } from "node:path";

const types: Readonly<Record<string, string>> = { js: "text/javascript", css: "text/css", html: "text/html" };

/** Strict, and as a product would set it: no inline styles, no inline scripts, nothing that takes a string as HTML. */
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self' ws:; img-src 'self' data:; " +
  "require-trusted-types-for 'script'";

/** A product's page with the chat in it, in parts as its own bundler would make them, and with styles of its own. */
export async function serveHostPage(): Promise<(path: string) => Response | undefined> {
  const { outputFiles } = await build({
    entryPoints: { host: join(import.meta.dirname, "host-page.tsx") },
    outdir: "/",
    bundle: true,
    splitting: true,
    minify: true,
    write: false,
    format: "esm",
    target: "es2023",
    jsx: "automatic",
    conditions: ["@mozaiks/source"],
    // With all of React's warnings, and everything mounted twice (`StrictMode`).
    define: { "process.env.NODE_ENV": '"development"' },
  });
  const files = new Map(outputFiles.map(({ path, text }) => [path, text]));
  files.set("/host.css", await readFile(join(import.meta.dirname, "host-page.css"), "utf8"));
  files.set("/styles.css", bundledSheet());
  const html = await readFile(join(import.meta.dirname, "host-page.html"), "utf8");
  return (path) => {
    const content = path === "/" ? html : files.get(path);
    if (content === undefined) return undefined;
    const type = types[path === "/" ? "html" : (path.split(".").at(-1) ?? "")] ?? "text/plain";
    return new Response(content, {
      headers: { "content-type": `${type}; charset=utf-8`, "content-security-policy": policy },
    });
  };
}
