import { build } from "esbuild";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { bundledSheet } from "../scripts/style-sheets.ts";

/** The gallery's files, by their paths. */
export async function bundleGallery(): Promise<ReadonlyMap<string, string>> {
  const { outputFiles } = await build({
    entryPoints: { main: join(import.meta.dirname, "main.tsx") },
    outdir: "/",
    bundle: true,
    splitting: true,
    write: false,
    format: "esm",
    target: "es2023",
    jsx: "automatic",
    conditions: ["@mozaiks/source"],
    define: { "process.env.NODE_ENV": '"development"' },
    logLevel: "warning",
  });
  const read = (name: string): Promise<string> => readFile(join(import.meta.dirname, name), "utf8");
  const files = new Map(outputFiles.map(({ path, text }) => [path, text]));
  files.set("/", await read("index.html"));
  files.set("/gallery.css", await read("gallery.css"));
  files.set("/chat.css", bundledSheet());
  return files;
}
