import { setTimeout as delay } from "node:timers/promises";
import type { Consumer } from "../ports/work-queue.ts";
import { runSession } from "./run-session.ts";
import type { RunnerPorts } from "./runner-ports.ts";

const sweepMs = 1_000;
const untouchedMs = 5_000;
const drainMs = 5_000;
const sweepLimit = 10_000;

export interface Worker extends AsyncDisposable {
  /** Takes up every runnable session at once: after a start of an embedded store there is no other runner. */
  resume(): Promise<void>;
  /** Lets tools in flight finish for 5 s, hands every session back and stops. */
  [Symbol.asyncDispose](): Promise<void>;
}

/**
 * Takes sessions from the queue and runs them, and sweeps: a session that is runnable and that nobody has touched for
 * 5 s, or whose timer is due, is enqueued again. So a lost wake-up is a delay, never a loss.
 */
export function startWorker(ports: Omit<RunnerPorts, "drain">, options: { concurrency: number }): Worker {
  const { store, queue, clock, telemetry } = ports;
  const drain = new AbortController();

  async function sweep(idleMs: number): Promise<void> {
    const now = clock.now();
    const idleSince = new Date(now.getTime() - idleMs).toISOString();
    const found = await store.unsettled({ now: now.toISOString(), idleSince, limit: sweepLimit });
    await Promise.all(found.map(({ tenant, chat_id }) => queue.enqueue(tenant, chat_id)));
  }

  const consumer = queue.consume(
    async (item) => {
      if (drain.signal.aborted) return;
      try {
        await runSession({ ...ports, drain: drain.signal }, item);
      } catch (thrown) {
        telemetry.fault("runner", thrown, { app_id: item.tenant.app_id, chat_id: item.chat_id });
        throw thrown;
      }
    },
    { concurrency: options.concurrency },
  );
  let sweeping: Promise<void> | undefined;
  const timer = setInterval(() => {
    sweeping ??= sweep(untouchedMs)
      .catch((thrown: unknown) => telemetry.fault("sweeper", thrown))
      .finally(() => (sweeping = undefined));
  }, sweepMs);
  timer.unref();

  return {
    resume: () => sweep(0),
    async [Symbol.asyncDispose]() {
      clearInterval(timer);
      drain.abort(new Error("the server is shutting down"));
      await sweeping;
      await idle(consumer, drainMs);
      await consumer[Symbol.asyncDispose]();
    },
  };
}

/** Resolves when nothing is being handled any more, or after `deadlineMs`. */
async function idle(consumer: Consumer, deadlineMs: number): Promise<void> {
  const deadline = performance.now() + deadlineMs;
  while (consumer.active > 0 && performance.now() < deadline) await delay(20);
}
