import { setTimeout as delay } from "node:timers/promises";
import type { SessionEvent } from "@mozaiks/contracts";
import { brokenEffectLaws, readEffects } from "./effects.ts";
import { brokenLaws, isUnfinished } from "./laws.ts";
import type { Person } from "./person.ts";
import { readLog } from "./read-log.ts";
import { launchToken, serviceToken } from "./workshop-process.ts";

/** The logs of all sessions, whole, by chat. */
export type Logs = ReadonlyMap<string, readonly SessionEvent[]>;

export interface Findings {
  /** What was acknowledged or shown and does not stand in the log as it was. */
  readonly lost: readonly string[];
  /** What logs may not hold. */
  readonly lawless: readonly string[];
  /** What tools did that they may not. */
  readonly misdone: readonly string[];
  /** Sessions that nobody went on with in time. */
  readonly stuck: readonly string[];
}

/** A killed server's sessions must have gone on and ended within this time of the next one's listening. */
const settleMs = 20_000;

/** Holds what the server has against the laws and against what people were told, and remembers what does not hold. */
export function createAudit(people: readonly Person[], folder: string) {
  const service = serviceToken();
  const found = {
    lost: new Set<string>(),
    lawless: new Set<string>(),
    misdone: new Set<string>(),
    stuck: new Set<string>(),
  };
  const effectsOf = () => Map.groupBy(readEffects(folder), ({ chat_id }) => chat_id);

  async function check(url: string): Promise<Logs> {
    const logs = new Map<string, readonly SessionEvent[]>();
    for (const { chatId, witness } of people) {
      const before = effectsOf().get(chatId) ?? [];
      const shown = await readLog(url, launchToken(chatId), chatId);
      const whole = await readLog(url, service, chatId);
      const after = effectsOf().get(chatId) ?? [];
      const note = (set: Set<string>, broken: readonly string[]): void => {
        for (const what of broken) set.add(`${chatId}: ${what}`);
      };
      note(found.lost, witness.accusations(whole, shown));
      note(found.lawless, brokenLaws(whole));
      note(found.misdone, brokenEffectLaws(whole, before, after));
      logs.set(chatId, whole);
    }
    return logs;
  }

  return {
    check,

    /** Waits until all sessions are at rest and `isDone` holds, then checks. What is not in time is stuck. */
    async settle(url: string, isDone: () => boolean = () => true): Promise<Logs> {
      const deadline = performance.now() + settleMs;
      let logs: Logs = new Map(people.map(({ chatId }) => [chatId, []]));
      for (;;) {
        logs = new Map(
          await Promise.all(
            [...logs].map(async ([chatId, log]) => [chatId, await readLog(url, service, chatId, log)] as const),
          ),
        );
        const unfinished = [...logs].filter(([, log]) => isUnfinished(log));
        if (unfinished.length === 0 && isDone()) break;
        if (performance.now() > deadline) {
          for (const [chatId, log] of unfinished) {
            const last = log.slice(-3).map(({ type }) => type);
            found.stuck.add(`${chatId} stands still after ${last.join(", ")}`);
          }
          if (unfinished.length === 0) found.stuck.add("people wait for what has been recorded");
          break;
        }
        await delay(30);
      }
      return check(url);
    },

    get findings(): Findings {
      const { lost, lawless, misdone, stuck } = found;
      return { lost: [...lost], lawless: [...lawless], misdone: [...misdone], stuck: [...stuck] };
    },
  };
}
