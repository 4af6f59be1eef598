import { setTimeout as delay } from "node:timers/promises";
import { machineCpuMs, processCpuMs, residentMib } from "./process-cost.ts";
import type { Target } from "./target.ts";

export interface Load {
  /** Clients that speak at the same time; each waits for its answer before it goes on. */
  readonly clients: number;
  /** Conversations of each client, one after the other. */
  readonly chats: number;
  /** Turns in each conversation. */
  readonly turns: number;
  /** Over which the clients start, evenly; 0: all at once, and then they tend to speak at once for ever. */
  readonly spreadMs: number;
}

export interface Sample {
  readonly firstTextMs: readonly number[];
  readonly totalMs: readonly number[];
  readonly turnsPerSecond: number;
  /** Of the server; undefined for the control. */
  readonly cpuMsPerTurn: number | undefined;
  readonly rssMib: number | undefined;
  /** CPU of programs that are not part of the benchmark, in percent of one core. */
  readonly neighbours: number;
}

/** Loads a target and measures. `own` are the processes of the benchmark besides this one and the target's. */
export async function measure(target: Target, load: Load, own: readonly number[]): Promise<Sample> {
  const firstTextMs: number[] = [];
  const totalMs: number[] = [];
  const ours = [...own, process.pid, ...(target.pid === undefined ? [] : [target.pid])];
  const started = performance.now();
  const before = await cpu(ours, target);

  async function client(index: number): Promise<void> {
    await delay((load.spreadMs * index) / load.clients);
    for (let chat = 0; chat < load.chats; chat += 1) {
      const conversation = await target.converse(load.turns);
      for (let turn = 0; turn < load.turns; turn += 1) {
        const start = performance.now();
        await conversation.turn(() => firstTextMs.push(performance.now() - start));
        totalMs.push(performance.now() - start);
      }
      conversation.close();
    }
  }

  await Promise.all(Array.from({ length: load.clients }, (_, index) => client(index)));
  const elapsedMs = performance.now() - started;
  const after = await cpu(ours, target);
  const turns = totalMs.length;
  return {
    firstTextMs,
    totalMs,
    turnsPerSecond: turns / (elapsedMs / 1000),
    cpuMsPerTurn: target.pid === undefined ? undefined : (after.target - before.target) / turns,
    rssMib: target.pid === undefined ? undefined : await residentMib(target.pid),
    neighbours: Math.max(0, (100 * (after.others - before.others)) / elapsedMs),
  };
}

/** Waits until other programs use less than a quarter of a core, for so many seconds at most. */
export async function waitForQuiet(own: readonly number[], patienceS: number): Promise<void> {
  const ours = [...own, process.pid];
  for (const end = performance.now() + patienceS * 1000; performance.now() < end;) {
    const before = await othersCpuMs(ours);
    const started = performance.now();
    await delay(500);
    if ((await othersCpuMs(ours)) - before < (performance.now() - started) / 4) return;
  }
}

async function othersCpuMs(ours: readonly number[]): Promise<number> {
  const each = await Promise.all(ours.map(processCpuMs));
  return (await machineCpuMs()) - each.reduce((total, part) => total + part, 0);
}

async function cpu(ours: readonly number[], target: Target): Promise<{ target: number; others: number }> {
  return { target: target.pid === undefined ? 0 : await processCpuMs(target.pid), others: await othersCpuMs(ours) };
}
