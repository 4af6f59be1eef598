import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { isAbsolute, relative, resolve, sep } from "node:path";
import { build, type BuildFailure, type BuildOptions, type Message, type Metafile, type Plugin } from "esbuild";
import { insideFolder, type WorkflowFolder } from "../workflow-folder.ts";

/** What esbuild objects to: a file of the folder with line and column from 1, or no place at all. */
export interface CodeMistake {
  readonly file: string | undefined;
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

export interface Bundle {
  /** One ESM text with inline source map. */
  readonly code: string;
  /** Hash of what was bundled from outside of the folder: installed packages. */
  readonly outside: string;
}

/** A binding of the bundle: `name` of `file` under `as`. */
export interface BundleExport {
  readonly file: string;
  readonly name: string;
  readonly as: string;
}

/** Modules of packages may call `require`, which an ES module does not have. */
const banner =
  'import { createRequire as __createRequire } from "node:module"; const require = __createRequire(import.meta.url);';

/**
 * The names that a file exports, found without running it.
 * @throws CodeError when it cannot be parsed or imports what is not there.
 */
export async function readExports(folder: WorkflowFolder, file: string): Promise<readonly string[]> {
  return exportsOf(folder, { entryPoints: [`./${file}`], outdir: "out" });
}

/** The names that the entry points of a build export. @throws CodeError as {@link readExports}. */
export async function exportsOf(folder: WorkflowFolder, options: BuildOptions): Promise<readonly string[]> {
  const { metafile } = await run(folder, options);
  return Object.values(metafile.outputs).flatMap(({ exports }) => exports);
}

/** For an isolate: a script that leaves its exports in the global `workflow`, with nothing of Node. */
const isolatedOptions: BuildOptions = {
  format: "iife",
  globalName: "workflow",
  platform: "neutral",
  target: "es2022",
};

/**
 * Bundles functions of a folder with all they import; only Node's own modules stay outside. Equal content gives equal text.
 * `isolated`: as a script for an isolate, with nothing but files of the folder.
 * @throws CodeError as {@link readExports}, and when a module imports a file outside of the folder.
 */
export async function bundleCode(
  folder: WorkflowFolder,
  exports: readonly BundleExport[],
  { isolated }: { readonly isolated: boolean },
): Promise<Bundle> {
  const contents = exports.map(
    ({ file, name, as }) =>
      `export { ${JSON.stringify(name)} as ${JSON.stringify(as)} } from ${JSON.stringify(`./${file}`)};\n`,
  );
  const options: BuildOptions = {
    stdin: { contents: contents.join(""), resolveDir: folder.root, sourcefile: "workflow.js" },
    outfile: "workflow.mjs",
    ...(isolated ? isolatedOptions : { sourcemap: "inline", banner: { js: banner } }),
  };
  return bundleModules(folder, options, { isolated });
}

/** What a build makes of modules of the folder. @throws CodeError as {@link bundleCode}. */
export async function bundleModules(
  folder: WorkflowFolder,
  options: BuildOptions,
  { isolated = false }: { readonly isolated?: boolean } = {},
): Promise<Bundle> {
  const { metafile, text } = await run(folder, options);
  refuseEscapes(metafile, folder, isolated);
  return { code: text, outside: await hashOutside(metafile, folder) };
}

/** Code that cannot be bundled. */
export class CodeError extends Error {
  override readonly name = "CodeError";
  readonly mistakes: readonly CodeMistake[];

  constructor(mistakes: readonly CodeMistake[], options?: ErrorOptions) {
    super(mistakes.map(({ message }) => message).join("; "), options);
    this.mistakes = mistakes;
  }
}

async function run(folder: WorkflowFolder, options: BuildOptions): Promise<{ metafile: Metafile; text: string }> {
  try {
    const result = await build({
      absWorkingDir: folder.root,
      bundle: true,
      write: false,
      metafile: true,
      format: "esm",
      platform: "node",
      target: "node22",
      charset: "utf8",
      legalComments: "none",
      logLevel: "silent",
      tsconfigRaw: {},
      plugins: [fromMemory(folder)],
      ...options,
    });
    const undefinedImports = result.warnings.filter(({ id }) => id === "import-is-undefined");
    if (undefinedImports.length > 0) throw new CodeError(undefinedImports.map(toMistake));
    return { metafile: result.metafile ?? { inputs: {}, outputs: {} }, text: result.outputFiles?.[0]?.text ?? "" };
  } catch (thrown) {
    if (!isBuildFailure(thrown)) throw thrown;
    throw new CodeError(thrown.errors.map(toMistake), { cause: thrown });
  }
}

/** Serves the folder as it was read, so that the code is exactly what the version is a hash of. */
export function fromMemory(folder: WorkflowFolder): Plugin {
  return {
    name: "folder-from-memory",
    setup(builder) {
      builder.onLoad({ filter: /./, namespace: "file" }, ({ path }) => {
        const contents = folder.files.get(relative(folder.root, path).split(sep).join("/"));
        return contents && { contents, loader: "default" };
      });
    },
  };
}

/** Relative imports stay inside; packages may come from anywhere, but not into an isolate. */
function refuseEscapes(metafile: Metafile, folder: WorkflowFolder, isolated: boolean): void {
  const mistakes = Object.entries(metafile.inputs).flatMap(([file, { imports }]) => {
    if (!folder.files.has(file)) return [];
    const leaving = imports.filter(({ original, path, external }) => {
      const isPath = isolated || (original !== undefined && (original.startsWith(".") || isAbsolute(original)));
      return isPath && !external && insideFolder(path) === undefined;
    });
    return leaving.map(({ original = "" }) => ({
      file,
      ...placeIn(folder, file, original),
      message: `imports ${original}, which is outside of the folder`,
    }));
  });
  if (mistakes.length > 0) throw new CodeError(mistakes);
}

async function hashOutside(metafile: Metafile, folder: WorkflowFolder): Promise<string> {
  const outside = Object.keys(metafile.inputs).filter((name) => insideFolder(name) === undefined);
  const contents = await Promise.all(outside.map((name) => readFile(resolve(folder.root, name))));
  const hashes = contents.map((content) => createHash("sha256").update(content).digest("hex"));
  return hashes.toSorted().join("\n");
}

function toMistake({ text, location }: Message): CodeMistake {
  return {
    file: location?.file,
    line: location?.line ?? 1,
    column: (location?.column ?? 0) + 1,
    message: text.replace(/\.$/, ""),
  };
}

function placeIn(folder: WorkflowFolder, file: string, specifier: string): { line: number; column: number } {
  const text = folder.files.get(file)?.toString("utf8") ?? "";
  const before = text.slice(0, Math.max(0, text.indexOf(specifier))).split("\n");
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

function isBuildFailure(thrown: unknown): thrown is BuildFailure {
  return thrown instanceof Error && "errors" in thrown && Array.isArray(thrown.errors);
}
