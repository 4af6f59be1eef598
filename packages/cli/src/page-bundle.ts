import { buildSync } from "esbuild";
import { join } from "node:path";
import { pageEntry } from "./page-modules.ts";

/** A file of the chat page: its path in the address, its bytes and its type. */
export interface PageFile {
  readonly path: string;
  readonly content: string | Uint8Array<ArrayBuffer>;
  readonly mediaType: string;
}

export const mediaTypes: Readonly<Record<string, string>> = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
};

/**
 * Bundles the chat page from its sources: one script with the parts it loads later, one sheet, all named by their content, and
 * the document that loads them. Takes about 400 ms and blocks for that long.
 * @throws Error from esbuild when the sources do not compile.
 */
export function bundlePage(chatuiFolder: string): readonly PageFile[] {
  const source = join(chatuiFolder, "src", "page");
  const { outputFiles } = buildSync({
    entryPoints: { style: join(source, "page.css") },
    stdin: { contents: pageEntry(chatuiFolder, "./src/page/main.ts"), resolveDir: chatuiFolder },
    absWorkingDir: chatuiFolder,
    outdir: "assets",
    entryNames: "chat-[hash]",
    chunkNames: "[name]-[hash]",
    bundle: true,
    splitting: true,
    minify: true,
    write: false,
    format: "esm",
    target: "es2023",
    jsx: "automatic",
    conditions: ["@mozaiks/source"],
    define: { "process.env.NODE_ENV": '"production"' },
    legalComments: "none",
    logLevel: "silent",
  });
  const assets = outputFiles.map(({ path, contents }): PageFile => {
    const name = path.slice(path.lastIndexOf("assets"));
    return {
      path: `/${name.replaceAll("\\", "/")}`,
      content: new Uint8Array(contents),
      mediaType: mediaTypes[name.slice(name.lastIndexOf("."))] ?? "application/octet-stream",
    };
  });
  const pathOf = (name: RegExp) => assets.find(({ path }) => name.test(path))?.path ?? "";
  const document = toDocument(pathOf(/\/chat-\w+\.js$/), pathOf(/\.css$/));
  return [{ path: "/", content: document, mediaType: mediaTypes[".html"] ?? "text/html" }, ...assets];
}

const icon =
  "data:image/svg+xml," +
  "%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 24 24' fill='%235b50e0'%3E" +
  "%3Crect x='2' y='2' width='9' height='9' rx='2.5'/%3E%3Crect x='13' y='2' width='9' height='9' rx='4.5' opacity='.5'/%3E" +
  "%3Crect x='2' y='13' width='9' height='9' rx='4.5' opacity='.5'/%3E%3Crect x='13' y='13' width='9' height='9' rx='2.5'/%3E" +
  "%3C/svg%3E";

function toDocument(script: string, sheet: string): string {
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1, interactive-widget=resizes-content">
    <meta name="color-scheme" content="light dark">
    <title>Mozaiks</title>
    <link rel="icon" href="${icon}">
    <link rel="stylesheet" href="${sheet}">
    <script type="module" src="${script}"></script>
  </head>
  <body>
    <div id="page"></div>
    <noscript>This chat needs JavaScript.</noscript>
  </body>
</html>
`;
}
