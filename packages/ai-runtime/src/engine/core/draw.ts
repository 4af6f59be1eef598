/**
 * A number from 0 to `count - 1` that depends on `seed` alone, so that a replay draws the same.
 * FNV-1a over UTF-16 code units, then the finaliser of MurmurHash3, which spreads short seeds evenly.
 */
export function draw(seed: string, count: number): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < seed.length; index += 1) {
    hash = Math.imul(hash ^ seed.charCodeAt(index), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) % count;
}
