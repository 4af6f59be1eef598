import { build, type BuildOptions, type Metafile } from "esbuild";
import { createHash } from "node:crypto";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

const root = join(import.meta.dirname, "..");

/** One file of the script-tag build. */
export interface EmbedFile {
  /** Its path in `dist/embed/`. */
  readonly path: string;
  readonly content: Uint8Array;
}

export interface EmbedBundle {
  readonly files: readonly EmbedFile[];
  /** Which modules are in which file, and which file asks for which. */
  readonly metafile: Metafile;
}

/** React's names, said by Preact. */
const preact = {
  "react-dom/client": "preact/compat/client",
  "react/jsx-runtime": "preact/jsx-runtime",
  "react-dom": "preact/compat",
  react: "preact/compat",
};

const options = {
  absWorkingDir: root,
  outdir: "dist/embed",
  bundle: true,
  minify: true,
  write: false,
  metafile: true,
  target: "es2023",
  jsx: "automatic",
  conditions: ["@mozaiks/source"],
  define: { "process.env.NODE_ENV": '"production"' },
  legalComments: "none",
  charset: "utf8",
  logLevel: "silent",
} satisfies BuildOptions;

/**
 * The script-tag build: a loader that any page can take, the chat with Preact in place of React, and parts that are loaded
 * when they are first needed.
 */
export async function bundleEmbed(): Promise<EmbedBundle> {
  const [loader, chat] = await Promise.all([
    build({ ...options, entryPoints: { loader: "src/embed/loader.ts" }, format: "iife" }),
    build({
      ...options,
      entryPoints: { "mozaiks-chat": "src/embed/mozaiks-chat.tsx" },
      chunkNames: "chunks/[name]-[hash]",
      splitting: true,
      format: "esm",
      alias: preact,
    }),
  ]);
  const folder = join(root, "dist", "embed");
  const files = [...loader.outputFiles, ...chat.outputFiles].map(({ path, contents }) => ({
    path: path.slice(folder.length + 1).replaceAll("\\", "/"),
    content: contents,
  }));
  return { files: [...files, integrityOf(files)], metafile: chat.metafile };
}

/** What a page needs to pin each file: its hash for `integrity="…"`. */
function integrityOf(files: readonly EmbedFile[]): EmbedFile {
  const entries = files.map(({ path, content }) => {
    const hash = createHash("sha384").update(content).digest("base64");
    return [path, { integrity: `sha384-${hash}`, bytes: content.length, gzip: gzipSync(content, { level: 9 }).length }];
  });
  const text = `${JSON.stringify({ files: Object.fromEntries(entries) }, undefined, 2)}\n`;
  return { path: "integrity.json", content: new TextEncoder().encode(text) };
}
