/**
 * How long a write takes to reach those who watch: 1,000 streams of 100 users (10 each) on an app of ours as `startApp` runs it,
 * 20 creates a second by users in turn, each of which concerns its user's ten streams and is asked of all 100.
 */
import { setTimeout as wait } from "node:timers/promises";
import { startProcess } from "./turn-overhead/start-process.ts";
import type { MozaiksReady } from "./records-api/targets/mozaiks.ts";

const [streams, writesPerSecond, seconds] = [1_000, 20, 15];

await using server = await startProcess(new URL("records-api/targets/mozaiks-server.ts", import.meta.url), ["full"]);
const { port, tokens } = JSON.parse(server.answer) as MozaiksReady;
const url = `http://localhost:${port}/api`;
const headersOf = (user: number) => ({ authorization: `Bearer ${tokens[user]}`, "content-type": "application/json" });

const sentAt = new Map<string, number>();
const latenciesMs: number[] = [];
const stopped = new AbortController();

/** Resolves when the stream is ready; then notes when each title arrives. */
async function watch(user: number): Promise<void> {
  const response = await fetch(`${url}/realtime?sub=tasks`, { headers: headersOf(user), signal: stopped.signal });
  if (!response.body) throw new Error(`no stream: ${response.status}`);
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  const first = await reader.read();
  if (!first.value?.includes("event: ready")) throw new Error(`no stream: ${await response.text()}`);
  void note(reader).catch(() => {});
}

async function note(reader: ReadableStreamDefaultReader<string>): Promise<void> {
  for (let part = await reader.read(); !part.done; part = await reader.read())
    for (const [, title = ""] of part.value.matchAll(/"title":"(bench-\d+)"/g))
      latenciesMs.push(performance.now() - (sentAt.get(title) ?? 0));
}

for (let opened = 0; opened < streams; opened += 50)
  await Promise.all(Array.from({ length: 50 }, (_, index) => watch((opened + index) % tokens.length)));

const start = performance.now();
const writes: Promise<unknown>[] = [];
for (let count = 0; count < writesPerSecond * seconds; count += 1) {
  await wait(Math.max(0, start + (count * 1000) / writesPerSecond - performance.now()));
  const title = `bench-${count}`;
  sentAt.set(title, performance.now());
  const init = { method: "POST", headers: headersOf(count % tokens.length), body: JSON.stringify({ title }) };
  writes.push(fetch(`${url}/tasks`, init));
}
await Promise.all(writes);
await wait(1_000);
stopped.abort();

const sorted = latenciesMs.toSorted((left, right) => left - right);
const at = (share: number) => `${(sorted[Math.ceil(sorted.length * share) - 1] ?? Number.NaN).toFixed(1)} ms`;
console.table({
  [`${streams} streams, ${writesPerSecond} writes/s`]: {
    "events expected": writes.length * (streams / tokens.length),
    "events received": sorted.length,
    p50: at(0.5),
    p99: at(0.99),
    longest: at(1),
  },
});
