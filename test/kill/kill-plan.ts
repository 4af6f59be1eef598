import * as fc from "fast-check";
import type { Sight } from "./person.ts";
import { anyTask, type Task } from "./task.ts";

/** When a server is killed. */
export type Moment =
  /** So long after people have joined. */
  | { readonly at: "any time"; readonly delayMs: number }
  /** At this share of the time that the last start took, counted from its spawn: mostly before it listens. */
  | { readonly at: "start"; readonly share: number }
  /** At the so-manyth time that anybody sees this, or a little later. */
  | { readonly at: Sight; readonly nth: number; readonly delayMs: number };

export interface Kill {
  readonly moment: Moment;
  /** Nobody joins before the server has finished by itself what the killed one left. */
  readonly isUnattended: boolean;
  /** The network dies with the server: what it had sent already is not received. */
  readonly isCut: boolean;
}

export interface KillPlan {
  readonly kills: readonly Kill[];
  /** What each person asks for, in order, over and over. */
  readonly tasks: readonly (readonly Task[])[];
}

const sights: readonly Sight[] = [
  "sent",
  "recorded",
  "ack",
  "token",
  "call",
  "result",
  "question",
  "pause",
  "recovery",
  "stop",
];
const places = [...sights, "call", "token", "any time", "start"] as const;

/** All that is random in the suite but the machine's own timing. Each place comes up once before any comes up again. */
export function planKills(seed: number, options: { kills: number; people: number }): KillPlan {
  const order = fc.shuffledSubarray([...places], { minLength: places.length });
  const rounds = Math.ceil(options.kills / places.length);
  const chosen = fc.sample(order, { seed, numRuns: rounds }).flat().slice(0, options.kills);
  const details = fc.record({
    share: fc.integer({ min: 5, max: 120 }).map((percent) => percent / 100),
    nth: fc.integer({ min: 1, max: 8 }),
    delayMs: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 60 })),
    anyTimeMs: fc.integer({ min: 0, max: 1_500 }),
    isUnattended: fc.constantFrom(true, false, false),
    isCut: fc.boolean(),
  });
  const drawn = fc.sample(fc.noBias(details), { seed: seed + 1, numRuns: options.kills });
  const kills = drawn.map(({ share, nth, delayMs, anyTimeMs, isUnattended, isCut }, index): Kill => {
    const at = chosen[index] ?? "any time";
    if (at === "start") return { isUnattended, isCut, moment: { at, share } };
    if (at === "any time") return { isUnattended, isCut, moment: { at, delayMs: anyTimeMs } };
    // Between a record and its acknowledgement there is no time to wait in.
    if (at === "recorded") return { isUnattended, isCut: true, moment: { at, nth, delayMs: 0 } };
    return { isUnattended, isCut, moment: { at, nth: at === "stop" || at === "recovery" ? 1 : nth, delayMs } };
  });
  const tasks = fc.sample(fc.array(anyTask, { minLength: 50, maxLength: 50 }), {
    seed: seed + 2,
    numRuns: options.people,
  });
  return { kills, tasks };
}
