/** Runs that are tried to find a shorter one. */
const maxAttempts = 150;

export interface Replay {
  readonly operations: readonly number[];
  readonly requests: readonly string[];
}

/**
 * Few operations that still lead to a failure: first the last ones alone, then with ever smaller parts left out (delta
 * debugging). `leads` gives what was asked on the way, or undefined when nothing failed.
 */
export async function smallestReplay(
  operations: readonly number[],
  leads: (chosen: readonly number[]) => Promise<readonly string[] | undefined>,
): Promise<Replay> {
  let attempts = 0;
  let best: Replay = { operations, requests: [] };
  const take = async (chosen: readonly number[]): Promise<boolean> => {
    attempts += 1;
    const requests = await leads(chosen);
    if (requests) best = { operations: chosen, requests };
    return requests !== undefined;
  };
  for (let size = 1; size < operations.length * 4; size *= 4) if (await take(operations.slice(-size))) break;
  for (let part = Math.ceil(best.operations.length / 2); part >= 1; part = part === 1 ? 0 : Math.ceil(part / 2))
    for (let from = 0; from < best.operations.length - 1;) {
      if (attempts >= maxAttempts) return best;
      const shorter = [...best.operations.slice(0, from), ...best.operations.slice(from + part)];
      if (shorter.length === 0 || !(await take(shorter))) from += part;
    }
  return best;
}
