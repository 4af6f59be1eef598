import { build } from "esbuild";
import { basename, join } from "node:path";
import { gzipSync } from "node:zlib";
import type { Peer } from "./peers.ts";

/** A page's files by their path. */
export type PageFiles = ReadonlyMap<string, Uint8Array | string>;

export interface PeerBundle {
  readonly files: PageFiles;
  /** Bytes, gzipped: what its script imports at once, what it may load later, and its styles. */
  readonly gz: { readonly eager: number; readonly lazy: number; readonly styles: number };
  readonly lazyFiles: number;
}

/** Bundles the page of another project in parts, as a product's own bundler would, with React or without. */
export async function bundlePeer({ script, folder }: Peer, external: readonly string[] = []): Promise<PeerBundle> {
  const { outputFiles, metafile } = await build({
    absWorkingDir: folder,
    entryPoints: { page: script },
    outdir: join(folder, "out"),
    bundle: true,
    splitting: true,
    minify: true,
    metafile: true,
    write: false,
    format: "esm",
    target: "es2022",
    platform: "browser",
    jsx: "automatic",
    external: [...external],
    define: { "process.env.NODE_ENV": '"production"' },
    loader: { ".woff": "empty", ".woff2": "empty", ".ttf": "empty" },
    legalComments: "none",
    logLevel: "silent",
  });
  const contents = new Map(outputFiles.map(({ path, contents }) => [basename(path), contents]));
  const eager = new Set(["page.js"]);
  for (const name of eager) {
    for (const { path, kind, external } of metafile.outputs[`out/${name}`]?.imports ?? []) {
      if (kind === "import-statement" && !external) eager.add(basename(path));
    }
  }
  const lazy = [...contents.keys()].filter((name) => name.endsWith(".js") && !eager.has(name));
  const gzipped = (names: Iterable<string>): number =>
    [...names].reduce((sum, name) => sum + gzipSync(contents.get(name) ?? "", { level: 9 }).length, 0);
  const styles = contents.has("page.css") ? ["page.css"] : [];
  const files = new Map<string, Uint8Array | string>([...contents].map(([name, content]) => [`/${name}`, content]));
  files.set("/", pageWith(styles.map((name) => `<link rel="stylesheet" href="/${name}">`).join("")));
  return {
    files,
    gz: { eager: gzipped(eager), lazy: gzipped(lazy), styles: gzipped(styles) },
    lazyFiles: lazy.length,
  };
}

function pageWith(head: string): string {
  return (
    `<!doctype html><html><head><meta charset="utf-8"><link rel="icon" href="data:,">${head}` +
    '<script type="module" src="/page.js"></script></head><body style="margin: 0"><div id="page"></div></body></html>'
  );
}
