import { keyDelays, measureLoad, percentile, watchKeys } from "./measure.ts";
import { median } from "./median.ts";
import { sampleAnswer } from "./sample-answer.ts";
import type { Target, Thread } from "./target.ts";

/** About a token. */
const chunkLength = 4;
const streamMs = 5_000;

export interface StreamOptions {
  readonly rounds: number;
  /** Chunks per second. */
  readonly rates: readonly number[];
}

/** Writes an answer, and another one while somebody types: medians of some rounds, in which the targets take turns. */
export async function measureStream(targets: readonly Target[], { rounds, rates }: StreamOptions): Promise<void> {
  const rows: Record<string, object> = {};
  for (const slowdown of [1, 4]) {
    for (const messages of [0, 1_000]) {
      for (const perSecond of rates) {
        const seen = new Map(targets.map(({ name }) => [name, [] as Streamed[]]));
        for (let round = 0; round < rounds; round += 1) {
          for (const target of targets) {
            const streamed = await streamOnce(target, perSecond, messages, slowdown);
            seen.get(target.name)?.push(streamed);
            console.log(target.name, { perSecond, messages, slowdown }, toRow([streamed]));
          }
        }
        for (const [name, all] of seen) rows[`${name}, ${perSecond}/s, ${messages} before, ${slowdown}×`] = toRow(all);
      }
    }
  }
  console.log(
    `An answer in chunks of ${chunkLength} characters for ${streamMs / 1_000} s: share of the time that the main thread is in tasks. And ` +
      "another one while somebody types: time from a key press until the frame that shows it.",
  );
  console.table(rows);
}

interface Streamed {
  readonly busy: number;
  readonly cpu: number;
  readonly keyP50: number;
  readonly keyP95: number;
  /** Seconds of the measurement beyond those of the text: what could not keep up. */
  readonly lateMs: number;
}

function toRow(all: readonly Streamed[]): object {
  const middle = (pick: (each: Streamed) => number): number => Math.round(median(all.map(pick)));
  return {
    "busy %": middle(({ busy }) => busy),
    "of rounds": all.map(({ busy }) => Math.round(busy)).join(" "),
    "CPU %": middle(({ cpu }) => cpu),
    "key p50 ms": middle(({ keyP50 }) => keyP50),
    "key p95 ms": middle(({ keyP95 }) => keyP95),
    "late ms": middle(({ lateMs }) => lateMs),
  };
}

async function streamOnce(target: Target, perSecond: number, messages: number, slowdown: number): Promise<Streamed> {
  const read = await target.open(messages, slowdown);
  const { busy, cpu, seconds } = await measureLoad(read.cdp, () => writeAtPace(read, perSecond));
  await read.close();
  const typed = await target.open(messages, slowdown);
  await watchKeys(typed.page);
  await Promise.all([writeAtPace(typed, perSecond), typeFor(typed, streamMs)]);
  const delays = await keyDelays(typed.page);
  await typed.close();
  return {
    busy,
    cpu,
    keyP50: percentile(delays, 0.5),
    keyP95: percentile(delays, 0.95),
    lateMs: seconds * 1_000 - streamMs,
  };
}

/** Chunks that are due are written together every 5 ms. */
async function writeAtPace(thread: Thread, perSecond: number): Promise<void> {
  const text = sampleAnswer((perSecond * chunkLength * streamMs) / 1_000);
  const start = performance.now();
  let written = 0;
  while (performance.now() - start < streamMs) {
    const due = Math.floor(((performance.now() - start) / 1_000) * perSecond);
    const pieces: Promise<void>[] = [];
    for (; written < due; written += 1) {
      pieces.push(thread.write(text.slice(written * chunkLength, (written + 1) * chunkLength)));
    }
    await Promise.all(pieces);
    await pause(5);
  }
}

/** A key every 100 ms. */
async function typeFor(thread: Thread, ms: number): Promise<void> {
  const end = performance.now() + ms;
  await thread.box.focus();
  while (performance.now() < end) {
    await thread.page.keyboard.press("a");
    await pause(100);
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
