import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";

/** The version in what a package says of the Node it needs: `>=24.7`. */
export function oldestNode({ engines }: { readonly engines?: { readonly node?: string } }): string {
  const [, major, minor] = /^>=(\d+)\.(\d+)$/.exec(engines?.node ?? "") ?? [];
  if (major === undefined || minor === undefined) throw new Error(`What Node is ${engines?.node ?? "needed"}?`);
  return `${major}.${minor}.0`;
}

/**
 * The folder with a Node, fetched from npm into `node_modules/.cache`. It is no dependency of the repository, where its `node`
 * would come before the pinned one. Undefined, with the reason on stderr, when it cannot be had.
 */
export function fetchNode(repository: string, version: string): string | undefined {
  const name = `node-${process.platform === "win32" ? "win" : process.platform}-${process.arch}`;
  const home = join(repository, "node_modules", ".cache", `node-${version}`);
  const folder = join(home, "node_modules", name, "bin");
  if (existsSync(join(folder, "node"))) return folder;
  try {
    mkdirSync(home, { recursive: true });
    execFileSync("npm", ["install", "--prefix", home, "--no-audit", "--no-fund", `${name}@${version}`], {
      stdio: ["ignore", "ignore", "pipe"],
      timeout: 120_000,
    });
    return folder;
  } catch (thrown) {
    process.stderr.write(`skipped: no Node ${version} from npm (${String(thrown)})\n`);
    return undefined;
  }
}
