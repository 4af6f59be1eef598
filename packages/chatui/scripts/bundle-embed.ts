import { build } from "esbuild";
import { createHash } from "node:crypto";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { bundleChat, type ChatBundle } from "./bundle-chat.ts";

const root = join(import.meta.dirname, "..");

/** One file of the script-tag build. */
export interface EmbedFile {
  /** Its path in `dist/embed/`. */
  readonly path: string;
  readonly content: Uint8Array;
}

export interface EmbedBundle {
  readonly files: readonly EmbedFile[];
  readonly loader: Uint8Array;
  readonly chat: ChatBundle;
}

/** React's names, said by Preact. */
const preact = {
  "react-dom/client": "preact/compat/client",
  "react/jsx-runtime": "preact/jsx-runtime",
  "react-dom": "preact/compat",
  react: "preact/compat",
};

/**
 * The script-tag build: a loader that any page can take, the chat with Preact in place of React, and parts that are loaded
 * when they are first needed.
 */
export async function bundleEmbed(): Promise<EmbedBundle> {
  const [loader, chat] = await Promise.all([
    bundleLoader(),
    bundleChat({ entry: "src/embed/mozaiks-chat.tsx", alias: preact }),
  ]);
  const files = [
    { path: "loader.js", content: loader },
    ...chat.files.map(({ fileName, code }) => ({ path: fileName, content: new TextEncoder().encode(code) })),
  ];
  return { files: [...files, integrityOf(files)], loader, chat };
}

/** A script without modules: its tag can stand anywhere and be `async` or `defer`. */
async function bundleLoader(): Promise<Uint8Array> {
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: ["src/embed/loader.ts"],
    outdir: "dist/embed",
    bundle: true,
    minify: true,
    write: false,
    format: "iife",
    target: "es2023",
    conditions: ["@mozaiks/source"],
    legalComments: "none",
    charset: "utf8",
    logLevel: "silent",
  });
  const [script] = outputFiles;
  if (!script) throw new Error("esbuild made no loader");
  return script.contents;
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
