import { join } from "node:path";
import { type OutputChunk, rolldown } from "rolldown";

const root = join(import.meta.dirname, "..");
const widget = /\/view\/surfaces\/widget\.tsx$/;
const reader = /\/view\/markdown\/(?:rich-markdown\.tsx|plain-text\.ts)$/;

export interface BundleOptions {
  readonly entry: string;
  readonly alias?: Readonly<Record<string, string>>;
  readonly external?: readonly RegExp[];
}

/** A bundle of the chat, in parts, with what comes when. */
export interface ChatBundle {
  readonly files: readonly OutputChunk[];
  /** What has come when the widget shows a message without markdown. */
  readonly eager: readonly OutputChunk[];
  /** What has come when it shows one with markdown. */
  readonly withMarkdown: readonly OutputChunk[];
}

/**
 * Bundles the chat as Vite does. All that the first message needs is one file: parts that are loaded later share much of it,
 * and a bundler left alone makes a file of everything that is shared by the same parts.
 */
export async function bundleChat(options: BundleOptions): Promise<ChatBundle> {
  const first = await bundle(options, () => false);
  const modules = new Set(first.eager.flatMap(({ moduleIds }) => moduleIds));
  return bundle(options, (id) => modules.has(id) && !id.endsWith(options.entry) && !id.includes("\0"));
}

async function bundle(
  { entry, alias = {}, external = [] }: BundleOptions,
  isTogether: (id: string) => boolean,
): Promise<ChatBundle> {
  const build = await rolldown({
    cwd: root,
    input: { "mozaiks-chat": entry },
    platform: "browser",
    external: [...external],
    resolve: { alias: { ...alias }, conditionNames: ["@mozaiks/source", "import", "browser", "default"] },
    transform: { define: { "process.env.NODE_ENV": '"production"' }, jsx: { runtime: "automatic" }, target: "es2023" },
    tsconfig: false,
    logLevel: "silent",
  });
  const { output } = await build.generate({
    format: "esm",
    minify: true,
    entryFileNames: "[name].js",
    chunkFileNames: "chunks/[name]-[hash].js",
    codeSplitting: { includeDependenciesRecursively: false, groups: [{ name: "chat", test: isTogether }] },
  });
  await build.close();
  const files = output.filter((file) => file.type === "chunk");
  const begins = (...modules: readonly RegExp[]): readonly OutputChunk[] => {
    const parts = files.filter(
      ({ isEntry, facadeModuleId }) => isEntry || modules.some((module) => module.test(facadeModuleId ?? "")),
    );
    return withImports(files, parts);
  };
  return { files, eager: begins(widget), withMarkdown: begins(widget, reader) };
}

function withImports(files: readonly OutputChunk[], parts: readonly OutputChunk[]): readonly OutputChunk[] {
  const all = new Set(parts);
  for (const { imports } of all) for (const file of files) if (imports.includes(file.fileName)) all.add(file);
  return [...all];
}
