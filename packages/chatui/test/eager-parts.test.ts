import { build } from "esbuild";
import { join } from "node:path";
import { expect, it } from "vitest";

const folder = join(import.meta.dirname, "..");

/** The sources that a page loads for an entry and for the lazy parts named, without what those load later. */
async function sourcesOf(...parts: readonly string[]): Promise<readonly string[]> {
  const { metafile } = await build({
    entryPoints: [join(folder, "src/index.ts")],
    bundle: true,
    splitting: true,
    minify: true,
    write: false,
    metafile: true,
    format: "esm",
    outdir: "out",
    jsx: "automatic",
    external: ["react", "react-dom"],
    conditions: ["@mozaiks/source"],
    absWorkingDir: folder,
  });
  const loaded = new Set<string>();
  const load = (path: string): void => {
    if (loaded.has(path)) return;
    loaded.add(path);
    for (const next of metafile.outputs[path]?.imports ?? []) if (next.kind === "import-statement") load(next.path);
  };
  for (const path of Object.keys(metafile.outputs)) {
    const entry = metafile.outputs[path]?.entryPoint ?? "";
    if (entry === "src/index.ts" || parts.some((part) => entry.endsWith(part))) load(path);
  }
  return [...loaded].flatMap((path) => Object.keys(metafile.outputs[path]?.inputs ?? {}));
}

it("a page with a bubble loads no conversation, no overlay and no list", async () => {
  const sources = await sourcesOf();
  expect(sources.filter((path) => /view\/(chat|rows|markdown|home|ui-tools)\/|marked|virtua|shiki/.test(path))).toEqual(
    [],
  );
});

it("the widget loads no overlay, no list of chats, no highlighter and no list for long conversations", async () => {
  const sources = await sourcesOf("surfaces/widget.tsx");
  expect(sources).toContain("src/view/chat/chat-screen.tsx");
  expect(sources.filter((path) => /view\/home\/|surfaces\/overlay|virtua|shiki|remend|\/zod\//.test(path))).toEqual([]);
});
