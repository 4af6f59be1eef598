import { execFile } from "node:child_process";
import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const react = ["react@19", "react-dom@19"];
const packages: Readonly<Record<string, readonly string[]>> = {
  "assistant-ui": ["@assistant-ui/react@0.15.20", "@assistant-ui/react-markdown", "remark-gfm", ...react],
  copilotkit: ["@copilotkit/react-core@1.74.0", "@ag-ui/client", "rxjs", ...react],
};

/** A chat of another project, installed. */
export interface Peer {
  readonly name: string;
  /** With the version that was installed. */
  readonly title: string;
  readonly folder: string;
  /** A page with a chat of it; beside its packages, so that there is one React, theirs. */
  readonly script: string;
}

export interface Peers extends AsyncDisposable {
  readonly installed: readonly Peer[];
}

/**
 * Installs the other projects, each into a folder of its own. What cannot be installed is skipped with a line that says why.
 * @param kept a folder to install into that is used again; else a temporary one, which is removed.
 */
export async function installPeers(without: readonly string[], kept?: string): Promise<Peers> {
  const root = kept ?? (await mkdtemp(join(tmpdir(), "mozaiks-bench-")));
  const installed: Peer[] = [];
  for (const name of Object.keys(packages).filter((each) => !without.includes(each))) {
    try {
      installed.push(await installPeer(join(root, name), name));
    } catch (error) {
      console.log(`SKIPPED ${name}: ${reasonOf(error)}`);
    }
  }
  return {
    installed,
    async [Symbol.asyncDispose]() {
      if (kept === undefined) await rm(root, { recursive: true, force: true });
    },
  };
}

async function installPeer(folder: string, name: string): Promise<Peer> {
  const wanted = packages[name] ?? [];
  const main = (wanted[0] ?? name).replace(/@[^@]+$/, "");
  const manifest = join(folder, "node_modules", main, "package.json");
  const isThere = await readFile(manifest).catch(() => undefined);
  if (!isThere) {
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, "package.json"), JSON.stringify({ private: true, type: "module" }));
    const install = ["install", "--no-audit", "--no-fund", "--ignore-scripts", ...wanted];
    await promisify(execFile)("npm", install, { cwd: folder, timeout: 600_000 });
  }
  const script = join(folder, `${name}.jsx`);
  await copyFile(join(import.meta.dirname, "targets", `${name}.jsx`), script);
  const { version } = JSON.parse(await readFile(manifest, "utf8")) as { version: string };
  return { name, title: `${name} ${version}`, folder, script };
}

/** What the installer or bundler said first about its failure. */
function reasonOf(error: unknown): string {
  const said =
    error instanceof Error ? `${(error as { stderr?: string }).stderr ?? ""}\n${error.message}` : String(error);
  const lines = said.split("\n").filter((line) => line.trim() !== "");
  return lines.find((line) => /error/i.test(line)) ?? lines[0] ?? "unknown";
}
