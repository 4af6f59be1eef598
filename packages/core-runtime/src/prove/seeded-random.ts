/** The same numbers for the same seed, on every machine. */
export interface SeededRandom {
  /** A whole number from 0 to `below` - 1. */
  integer(below: number): number;
  chance(probability: number): boolean;
  /** @throws RangeError when there is nothing to pick from. */
  pick<T>(from: readonly T[]): T;
  /** Goes on as if it had been made with this seed. */
  restart(seed: number): void;
}

/** The generator mulberry32: small, quick, and good enough to choose test data with. */
export function seededRandom(seed: number): SeededRandom {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const integer = (below: number): number => Math.floor(next() * below);
  return {
    integer,
    chance: (probability) => next() < probability,
    pick<T>(from: readonly T[]): T {
      if (from.length === 0) throw new RangeError("There is nothing to pick from");
      return from[integer(from.length)] as T;
    },
    restart: (anew) => (state = anew >>> 0),
  };
}
