import { readFile } from "node:fs/promises";
import { extname, join } from "node:path";
import { build } from "esbuild";

export interface PageFile {
  readonly content: string;
  readonly mediaType: string;
}

const mediaTypes: Readonly<Record<string, string>> = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
};

/** The product's page by path, as its bundler makes it. `@mozaiks/chatui` brings no loader, no plugin and no CSS to import. */
export async function bundlePage(folder: string): Promise<ReadonlyMap<string, PageFile>> {
  const { outputFiles } = await build({
    entryPoints: { acme: join(folder, "page", "main.tsx") },
    outdir: "/",
    bundle: true,
    splitting: true,
    minify: true,
    write: false,
    format: "esm",
    target: "es2023",
    jsx: "automatic",
    // The repository's packages are bundled from source; the published ones need no condition.
    conditions: ["@mozaiks/source"],
    define: { "process.env.NODE_ENV": '"production"' },
  });
  const files = new Map(outputFiles.map(({ path, text }) => [path, text]));
  for (const name of ["index.html", "acme.css"])
    files.set(`/${name}`, await readFile(join(folder, "page", name), "utf8"));
  return new Map(
    [...files].map(([path, content]) => [path, { content, mediaType: mediaTypes[extname(path)] ?? "text/plain" }]),
  );
}
