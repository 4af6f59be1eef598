import type { DataEngine } from "../data/data-engine.ts";
import type { AppDefinition } from "../definition/app.ts";
import { createMemoryEngine } from "../engines/memory/memory-engine.ts";
import { castOf } from "./cast.ts";
import { fuzzOnce } from "./fuzz-operations.ts";
import { mutantsOf } from "./mutants.ts";
import { populate } from "./populate.ts";
import type { MutantResult, Violation } from "./proof-report.ts";
import { seededRandom } from "./seeded-random.ts";
import { smallestReplay } from "./smallest-replay.ts";
import { tryMutant, type Watch } from "./try-mutant.ts";
import { createWalk } from "./walk.ts";
import { openWorld } from "./world.ts";

export interface FuzzOptions {
  readonly seed?: number;
  /** 10,000 when left out. */
  readonly operations?: number;
  /** An empty store for each run; in memory when left out. */
  readonly openEngine?: () => Promise<DataEngine>;
  /** Also takes each protection away; the same number of operations must notice. Left out: it does. */
  readonly mutants?: boolean;
  readonly onProgress?: (progress: { readonly operations: number } | MutantResult) => void;
}

export interface FuzzReport {
  readonly app: string;
  readonly seed: number;
  readonly passed: boolean;
  readonly operations: number;
  /** Operations aimed at an existing record of another organisation. */
  readonly foreign: number;
  readonly requests: number;
  readonly durationMs: number;
  readonly violations: readonly Violation[];
  /** The fewest operations found that lead to the first violation, and the requests they make. */
  readonly replay: { readonly operations: readonly number[]; readonly requests: readonly string[] } | null;
  readonly mutants: readonly MutantResult[];
}

const tenantCount = 3;

/**
 * Random operations by members of three organisations, most of them aimed at records of another one. Each organisation must
 * behave as if it had a store of its own: every answer is compared with what that store and the rules give, and every change
 * with what may be changed. Stops at the first violation, and looks for a short way that leads there.
 */
export async function fuzzTenants(definition: AppDefinition, options: FuzzOptions = {}): Promise<FuzzReport> {
  const { seed = Math.floor(Math.random() * 2 ** 32), operations = 10_000, onProgress } = options;
  const started = performance.now();
  const random = seededRandom(seed);
  const plan = Array.from({ length: operations }, () => random.integer(2 ** 32));
  const violations: Violation[] = [];
  const run = (chosen: readonly number[], watch: FuzzWatch) => fuzz(definition, { seed, options, chosen }, watch);
  const all = await run(plan, {
    onViolation: (violation) => violations.push(violation),
    onOperations: (done) => onProgress?.({ operations: done }),
  });
  const mutants: MutantResult[] = [];
  const { tenants } = castOf([], tenantCount);
  for (const mutant of violations.length > 0 || options.mutants === false ? [] : mutantsOf(definition, tenants)) {
    // Only the walk of the proof calls routes, repeats keys and listens to streams.
    if (["routes", "idempotency", "realtime"].includes(mutant.likely)) continue;
    const result = await tryMutant(mutant, (watch) => run(plan, watch));
    mutants.push(result);
    onProgress?.(result);
  }
  const leads = async (chosen: readonly number[]) => {
    let isFound = false;
    const { requests } = await run(chosen, { onViolation: () => (isFound = true) });
    return isFound ? requests : undefined;
  };
  return {
    app: definition.name,
    seed,
    passed: violations.length === 0 && mutants.every(({ caughtBy }) => caughtBy !== null),
    operations: all.done,
    foreign: all.foreign,
    requests: all.count,
    durationMs: Math.round(performance.now() - started),
    violations,
    replay: violations.length === 0 ? null : await smallestReplay(plan.slice(0, all.done), leads),
    mutants,
  };
}

interface FuzzWatch extends Watch {
  readonly onOperations?: (done: number) => void;
}

interface FuzzRun {
  readonly seed: number;
  readonly options: FuzzOptions;
  /** What each operation is chosen with. */
  readonly chosen: readonly number[];
}

/** Operations one after the other, until the first violation. */
async function fuzz(definition: AppDefinition, { seed, options, chosen }: FuzzRun, watch: FuzzWatch) {
  const { openEngine = async () => createMemoryEngine() } = options;
  const { running } = watch;
  await using world = await openWorld(definition, {
    seed,
    tenants: tenantCount,
    engine: await openEngine(),
    ...(running && { running: running.definition }),
    ...(running?.between && { between: running.between }),
  });
  let [done, foreign, isOver] = [0, 0, false];
  const requests: string[] = [];
  const walk = createWalk(world, {
    check: "fuzz",
    likenesses: new Map(),
    onGap: () => {},
    onViolation(violation) {
      isOver = true;
      watch.onViolation(violation);
    },
    onRequest: (asked) => requests.push(asked),
  });
  try {
    await populate(world, 1);
    for (const each of chosen) {
      world.random.restart(each);
      const aim = await fuzzOnce(walk);
      done += 1;
      foreign += Number(aim.isForeign);
      if (isOver) break;
      // What the last operation asked is all that a replay has to tell.
      if (chosen.length > 100) requests.length = 0;
      if (done % 10_000 === 0) watch.onOperations?.(done);
    }
  } finally {
    watch.onRequests?.(world.requests());
  }
  return { done, foreign, count: world.requests(), requests };
}
