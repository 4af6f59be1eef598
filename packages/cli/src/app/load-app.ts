import { existsSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { pathToFileURL } from "node:url";
import type { AppDefinition } from "@mozaiks/core-runtime";
import { textOf } from "../arguments.ts";
import type { Arguments, OptionSpec } from "../command.ts";
import { CliError } from "../failure.ts";
import type { Io } from "../io.ts";
import { toAppFailure } from "./app-failure.ts";
import { type AppRuntime, loadAppRuntime } from "./app-runtime.ts";

/** An app as its file defines it, with the runtime it imports. */
export interface LoadedApp {
  readonly definition: AppDefinition;
  /** All that its file exports, by name. */
  readonly exports: Readonly<Record<string, unknown>>;
  readonly runtime: AppRuntime;
  /** Absolute. */
  readonly file: string;
  /** The folder with the app's package.json: migrations are kept below it. */
  readonly folder: string;
}

export const appOption = {
  app: { type: "string", value: "<file>", description: "the app's definition (backend/src/app.ts)" },
} as const satisfies Record<string, OptionSpec>;

/**
 * Loads the app in or below the working directory, or that of `--app`.
 * @throws CliError `node.too-old`, `app.not-found`, `app.no-runtime`; `app.invalid` with the place in the app's code.
 */
export async function loadApp(args: Arguments, io: Io): Promise<LoadedApp> {
  const { file, folder } = findApp(args, io);
  const url = pathToFileURL(file).href;
  const runtime = await loadAppRuntime(url);
  const exports = await import(url).then(
    (module: Readonly<Record<string, unknown>>) => module,
    (thrown: unknown) => {
      throw toAppFailure(thrown, { file, folder, cwd: io.cwd });
    },
  );
  const definition = exports["default"];
  if (isApp(definition)) return { definition, exports, runtime, file, folder };
  throw new CliError("app.invalid", `${relative(io.cwd, file)} has no app as its default export`, {
    fix: "end it with: export default defineApp({ name: …, collections: […] })",
  });
}

/** Where the app is, before anything of it is loaded. `source` is the folder that all its code is in. */
export function findApp(args: Arguments, io: Io): Pick<LoadedApp, "file" | "folder"> & { readonly source: string } {
  requireNode(process.versions.node);
  const file = appFile(args, io);
  const folder = folderOf(file, io.cwd);
  const backend = join(folder, "backend");
  return { file, folder, source: file.startsWith(join(backend, sep)) ? backend : dirname(file) };
}

/** The runtime checks passwords with what Node has from 24.7 on. */
function requireNode(version: string): void {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  if (major > 24 || (major === 24 && minor >= 7)) return;
  throw new CliError("node.too-old", `This is Node ${version}; apps need 24.7 or newer`, {
    fix: "install Node 24 from https://nodejs.org, or add it to the app: npm install node@24",
  });
}

function appFile(args: Arguments, io: Io): string {
  const given = textOf(args, "app");
  const file = resolve(io.cwd, given ?? "backend/src/app.ts");
  if (existsSync(file)) return file;
  throw new CliError("app.not-found", `There is no ${given ?? "backend/src/app.ts"} here`, {
    fix: "go to the app's folder, name the file with --app, or begin with: mozaiks new app my-app",
  });
}

function folderOf(file: string, cwd: string): string {
  for (let folder = dirname(file); ; folder = dirname(folder)) {
    if (existsSync(join(folder, "package.json"))) return folder;
    if (folder === dirname(folder)) return cwd;
  }
}

function isApp(value: unknown): value is AppDefinition {
  return typeof value === "object" && value !== null && "kind" in value && value.kind === "app" && "name" in value;
}
