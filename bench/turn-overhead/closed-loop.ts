import { machineCpuMs, processCpuMs, residentMib } from "./process-cost.ts";
import type { Target } from "./target.ts";

export interface Load {
  /** Clients that speak at the same time; each waits for its answer before it goes on. */
  readonly clients: number;
  /** Conversations of each client, one after the other. */
  readonly chats: number;
  /** Turns in each conversation. */
  readonly turns: number;
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

  async function client(): Promise<void> {
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

  await Promise.all(Array.from({ length: load.clients }, client));
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

async function cpu(ours: readonly number[], target: Target): Promise<{ target: number; others: number }> {
  const each = await Promise.all(ours.map(processCpuMs));
  const sum = each.reduce((total, part) => total + part, 0);
  return {
    target: target.pid === undefined ? 0 : await processCpuMs(target.pid),
    others: (await machineCpuMs()) - sum,
  };
}
