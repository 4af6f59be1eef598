import { build, type BuildOptions } from "esbuild";
import { join } from "node:path";
import { runInNewContext } from "node:vm";
import { gzipSync } from "node:zlib";
import { expect, it } from "vitest";

const source = join(import.meta.dirname, "../../src");

/** What a page gets that takes this from the core, without what is loaded later. */
async function bundle(
  contents: string,
  options: BuildOptions = {},
): Promise<{ inputs: readonly string[]; code: string }> {
  const { metafile, outputFiles } = await build({
    stdin: { contents, resolveDir: source, loader: "ts" },
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2022",
    conditions: ["@mozaiks/source"],
    splitting: true,
    outdir: "out",
    metafile: true,
    write: false,
    logLevel: "silent",
    ...options,
  });
  const lazy = Object.values(metafile?.outputs ?? {}).flatMap(({ imports }) =>
    imports.filter(({ kind }) => kind === "dynamic-import").map(({ path }) => path),
  );
  const eager = (outputFiles ?? []).filter(({ path }) => !lazy.some((name) => path.endsWith(name)));
  return { inputs: Object.keys(metafile?.inputs ?? {}), code: eager.map(({ text }) => text).join("\n") };
}

const sizeOf = (code: string): number => gzipSync(code, { level: 9 }).length;

it("a chat without its page is small: store, connection, outbox, fold and libraries", async () => {
  const { code } = await bundle(`export { createChatSession } from "./core/chat-session.ts";`);
  expect(sizeOf(code)).toBeLessThan(13_000);
});

it("the core holds no React", async () => {
  const { inputs } = await bundle(`export * from "./core.ts";`);
  expect(inputs.filter((path) => /node_modules\/(react|lucide|marked)/.test(path))).toEqual([]);
});

it("the core can be imported where there is nothing but the language: no document, no storage, no socket, no timer", async () => {
  const { code } = await bundle(`export * from "./core.ts";`, { format: "iife", splitting: false });
  expect(() => runInNewContext(code, {})).not.toThrow();
});
