import type { Mutant } from "./mutants.ts";
import type { CheckName, MutantResult, Violation } from "./proof-report.ts";

/** Who is told what happens on a way through an app. */
export interface Watch {
  /** The app as it runs; as it is defined when left out. */
  readonly running?: Mutant | undefined;
  /** Ends the way by throwing. */
  readonly onViolation: (violation: Violation) => void;
  /** Called at the end, however it came. */
  readonly onRequests?: (count: number) => void;
}

/** Goes the same way through the app with a protection taken away, until something is noticed. */
export async function tryMutant(mutant: Mutant, walk: (watch: Watch) => Promise<unknown>): Promise<MutantResult> {
  let requests = 0;
  const caughtBy = async (running: Mutant, isCaught: (violation: Violation) => boolean): Promise<CheckName | null> => {
    const caught = new Caught();
    try {
      await walk({
        running,
        onRequests: (count) => (requests += count),
        onViolation(violation) {
          if (!isCaught(violation)) return;
          caught.by ??= violation.check;
          throw caught;
        },
      });
    } catch (thrown) {
      if (thrown !== caught) throw thrown;
    }
    return caught.by ?? null;
  };
  const alone = await caughtBy(mutant, () => true);
  const { withoutRead } = mutant;
  if (alone !== null || !withoutRead) return { mutant: mutant.name, caughtBy: alone, behindRead: false, requests };
  // What stands behind the rule for reading cannot be seen while that one holds: taken away together, something gets changed.
  const together = await caughtBy({ ...mutant, definition: withoutRead }, ({ kind }) => kind === "write");
  return { mutant: mutant.name, caughtBy: together, behindRead: together !== null, requests };
}

/** The first violation is enough: this ends the way through the app. */
class Caught extends Error {
  by?: CheckName;
}
