import type { DataEngine } from "../data/data-engine.ts";
import type { AppDefinition } from "../definition/app.ts";
import { createMemoryEngine } from "../engines/memory/memory-engine.ts";
import { castOf } from "./cast.ts";
import { checks } from "./checks/all-checks.ts";
import { mutantsOf } from "./mutants.ts";
import { populate } from "./populate.ts";
import type { CheckName, MutantResult, ProofReport, Violation } from "./proof-report.ts";
import { tryMutant, type Watch } from "./try-mutant.ts";
import { createWalk } from "./walk.ts";
import { openWorld } from "./world.ts";

export interface ProveOptions {
  /** What the data is made of; the same seed makes the same proof. */
  readonly seed?: number;
  /** Records of each collection per member of each organisation; 2 when left out. */
  readonly recordsPerMember?: number;
  /** An empty store for each walk; in memory when left out. */
  readonly openEngine?: () => Promise<DataEngine>;
  /** Whether protections are taken away to see that it is noticed; they are when left out. */
  readonly mutants?: boolean;
  readonly onProgress?: (progress: ProofProgress) => void;
}

export type ProofProgress =
  | { readonly kind: "check"; readonly check: CheckName; readonly requests: number }
  | ({ readonly kind: "mutant" } & MutantResult);

const tenantCount = 2;

/**
 * Proves that an app answers as its rules say and tells nobody anything of another organisation: every operation, by every role
 * of two organisations and by nobody, on own, colleagues', foreign, deleted and missing records, with the side ways of lists,
 * cursors, references and unique values. Then it takes each rule and each tenant predicate away, and the same checks must
 * notice. The app is opened on a store of its own; its handlers and hooks do run.
 * @throws MozaiksError `app.invalid`.
 */
export async function proveApp(definition: AppDefinition, options: ProveOptions = {}): Promise<ProofReport> {
  const { seed = Math.floor(Math.random() * 2 ** 32), onProgress } = options;
  const started = performance.now();
  const violations: Violation[] = [];
  const gaps = new Set<string>();
  const done: { check: CheckName; requests: number }[] = [];
  const plan: Plan = { options, seed, onGap: (gap) => gaps.add(gap) };
  let requests = await walkAll(definition, plan, {
    onViolation: (violation) => violations.push(violation),
    onCheck(check, count) {
      done.push({ check, requests: count });
      onProgress?.({ kind: "check", check, requests: count });
    },
  });
  const mutants: MutantResult[] = [];
  const { tenants } = castOf([], tenantCount);
  const isSound = violations.length === 0 && gaps.size === 0;
  for (const mutant of isSound && options.mutants !== false ? mutantsOf(definition, tenants) : []) {
    const result = await tryMutant(mutant, (watch) => walkAll(definition, { ...plan, onGap: () => {} }, watch));
    requests += result.requests;
    mutants.push(result);
    onProgress?.({ kind: "mutant", ...result });
  }
  return {
    app: definition.name,
    seed,
    passed: violations.length === 0 && gaps.size === 0 && mutants.every(({ caughtBy }) => caughtBy !== null),
    requests,
    durationMs: Math.round(performance.now() - started),
    checks: done,
    violations,
    mutants,
    gaps: [...gaps],
  };
}

interface Plan {
  readonly options: ProveOptions;
  readonly seed: number;
  readonly onGap: (gap: string) => void;
}

interface WatchOfChecks extends Watch {
  readonly onCheck?: (check: CheckName, requests: number) => void;
}

/** All checks in a world of their own. Gives how many requests were made. */
async function walkAll(
  definition: AppDefinition,
  { options, seed, onGap }: Plan,
  watch: WatchOfChecks,
): Promise<number> {
  const { openEngine = async () => createMemoryEngine(), recordsPerMember = 2 } = options;
  const { running } = watch;
  await using world = await openWorld(definition, {
    seed,
    tenants: tenantCount,
    engine: await openEngine(),
    ...(running && { running: running.definition, first: running.collection }),
    ...(running?.between && { between: running.between }),
  });
  try {
    const missing = await populate(world, recordsPerMember);
    for (const gap of missing) onGap(gap);
    if (missing.length > 0) return 0;
    const likenesses = new Map<string, string>();
    const likelyFirst = checks.toSorted(
      (left, right) => Number(right.name === running?.likely) - Number(left.name === running?.likely),
    );
    for (const { name, run } of likelyFirst) {
      const before = world.requests();
      await run(createWalk(world, { check: name, likenesses, onViolation: watch.onViolation, onGap }));
      watch.onCheck?.(name, world.requests() - before);
    }
  } finally {
    watch.onRequests?.(world.requests());
  }
  return world.requests();
}
