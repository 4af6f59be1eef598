import type { Action } from "../../../packages/ai-runtime/src/engine/core/action.ts";
import type { Stage } from "./stage.ts";
import { until } from "./until.ts";

/** Requests that are sent one after the other while their server is killed: one of each lane is under way then. */
export interface Burst {
  readonly name: string;
  /** What the engine is doing when the server is killed. */
  readonly action?: Action["kind"];
  /** Ends when the server is gone. */
  run(stage: Stage): Promise<void>;
  /** Resolves when some requests have been answered. */
  isInFullSwing(): Promise<void>;
  /** Resolves at the moment to kill at: by a sign that comes while something is half done. */
  strike?(stage: Stage): Promise<void>;
  /** Throws when something does not hold with the next server. */
  after(stage: Stage): Promise<void>;
}

/** A request that was sent, and what came back. */
export interface Sent<T> {
  readonly request: T;
  /** False when the server was gone before it answered. */
  isAnswered: boolean;
}

const lanes = 4;

/** @param send one request, the so-manyth; rejects when the server is gone. `check` gets all that were sent. */
export function burst<T>(
  name: string,
  make: (index: number, stage: Stage) => T,
  send: (request: T, stage: Stage) => Promise<unknown>,
  check: (sent: readonly Sent<T>[], stage: Stage) => Promise<void>,
): Burst {
  const sent: Sent<T>[] = [];
  const answered = (): number => sent.filter(({ isAnswered }) => isAnswered).length;

  async function lane(stage: Stage): Promise<void> {
    for (;;) {
      const one: Sent<T> = { request: make(sent.length, stage), isAnswered: false };
      sent.push(one);
      try {
        await send(one.request, stage);
      } catch (thrown) {
        if (stage.isKilled()) return;
        throw thrown;
      }
      one.isAnswered = true;
    }
  }

  return {
    name,
    async run(stage) {
      await Promise.all(Array.from({ length: lanes }, () => lane(stage)));
    },
    async isInFullSwing() {
      await until(`answers to ${name}`, () => (answered() > lanes ? true : undefined));
    },
    after: (stage) => check(sent, stage),
  };
}
