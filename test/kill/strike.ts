import type { Moment } from "./kill-plan.ts";
import type { Sight } from "./person.ts";

/** A moment that does not come is not waited for longer. */
const patienceMs = 3_000;

/** Kills at a moment, in the same tick as what was waited for when nothing is to pass between. */
export function createStriker() {
  let watch: (sight: Sight) => void = () => undefined;
  return {
    /** Somebody saw something. */
    sight: (sight: Sight) => watch(sight),

    strike(moment: Exclude<Moment, { at: "start" }>, kill: () => void): Promise<void> {
      return new Promise((resolve) => {
        const strike = (): void => {
          watch = () => undefined;
          clearTimeout(timer);
          kill();
          resolve();
        };
        const timer = setTimeout(strike, moment.at === "any time" ? moment.delayMs : patienceMs);
        if (moment.at === "any time") return;
        let left = moment.nth;
        watch = (sight) => {
          if (sight !== moment.at) return;
          left -= 1;
          if (left === 0 && moment.delayMs === 0) strike();
          else if (left === 0) setTimeout(strike, moment.delayMs);
        };
      });
    },
  };
}
