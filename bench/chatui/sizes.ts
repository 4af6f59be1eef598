import { bundlePeer } from "./bundle-peer.ts";
import { sizesOfMozaiks } from "./mozaiks-bundles.ts";
import type { Peer } from "./peers.ts";

/** What a minimal chat with each library weighs. */
export async function measureSizes(peers: readonly Peer[]): Promise<void> {
  const rows: Record<string, object> = {};
  for (const { name, first, withMarkdown, lazy, lazyFiles } of await sizesOfMozaiks()) {
    rows[name] = toRow({ first, withMarkdown, lazy, lazyFiles });
  }
  for (const peer of peers) {
    const { gz, lazyFiles } = await bundlePeer(peer, ["react", "react-dom"]);
    const eager = gz.eager + gz.styles;
    rows[peer.title] = toRow({ first: eager, withMarkdown: eager, styles: gz.styles, lazy: gz.lazy, lazyFiles });
  }
  console.log(
    "A minimal chat, kB gzipped, without React: what has come when its first message stands, and what comes later.",
  );
  console.table(rows);
}

interface Sizes {
  readonly first: number;
  readonly withMarkdown: number;
  /** Of these, in a style sheet of its own. */
  readonly styles?: number;
  readonly lazy: number;
  readonly lazyFiles: number;
}

function toRow({ first, withMarkdown, styles = 0, lazy, lazyFiles }: Sizes): object {
  const kB = (bytes: number): string => (bytes / 1_000).toFixed(1);
  return {
    "first message": kB(first),
    "in markdown": kB(withMarkdown),
    "of it style sheet": styles === 0 ? "" : kB(styles),
    later: kB(lazy),
    "later, files": lazyFiles,
  };
}
