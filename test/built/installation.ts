import { execFile } from "node:child_process";
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** A folder outside the repository in which every package of it is installed as npm would publish it. */
export interface Installation extends AsyncDisposable {
  readonly folder: string;
  /** The environment of somebody who has that Node and nothing else of ours. */
  readonly env: Readonly<Record<string, string>>;
  /** What the package.json of the installed package says. */
  manifest(name: string): Promise<Manifest>;
}

interface Manifest {
  readonly version: string;
  readonly exports?: Readonly<Record<string, unknown>>;
  readonly engines?: { readonly node?: string };
}

/** The packages that programs import. */
export const libraryNames = [
  "@mozaiks/contracts",
  "@mozaiks/ai-runtime",
  "@mozaiks/core-runtime",
  "@mozaiks/chatui",
  "@mozaiks/testkit",
] as const;

/** Packs the packages as they are built now, as npm would publish them. Resolves to the files. */
export async function packPackages(repository: string, folder: string): Promise<readonly string[]> {
  // Examples are workspaces too, but nobody installs them.
  const packages = (await readdir(join(repository, "packages"))).map((name) => `--workspace=packages/${name}`);
  await run("npm", ["pack", ...packages, "--silent", "--pack-destination", folder], { cwd: repository });
  return (await readdir(folder)).filter((name) => name.endsWith(".tgz")).map((name) => join(folder, name));
}

/** Packs the packages as they are built now and installs them together. The folder goes when it is disposed. */
export async function installPackages(repository: string, nodeFolder: string): Promise<Installation> {
  const folder = await mkdtemp(join(tmpdir(), "mozaiks-built-"));
  const env = { PATH: [nodeFolder, "/usr/bin", "/bin"].join(delimiter), HOME: process.env["HOME"] ?? folder };
  const tarballs = await packPackages(repository, folder);
  await writeFile(join(folder, "package.json"), JSON.stringify({ private: true, type: "module" }));
  await run("npm", ["install", "--no-audit", "--no-fund", "--prefer-offline", ...tarballs], { cwd: folder });
  await cp(join(repository, "examples/hello-world/workflows"), join(folder, "workflows"), { recursive: true });
  return {
    folder,
    env,
    manifest: async (name) => JSON.parse(await readFile(join(folder, "node_modules", name, "package.json"), "utf8")),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}
