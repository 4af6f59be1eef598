import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { monitorEventLoopDelay, performance } from "node:perf_hooks";
import { setTimeout } from "node:timers/promises";
import { parseArgs } from "node:util";
import { openSqliteEventStore } from "../packages/ai-runtime/src/adapters/sqlite/sqlite-event-store.ts";
import { tenantOf, type Head, type NewEvent } from "../packages/ai-runtime/src/ports.ts";

const { values } = parseArgs({
  options: { folder: { type: "string", default: tmpdir() }, seconds: { type: "string", default: "5" } },
});
const durationMs = Number(values.seconds) * 1000;
const tenant = tenantOf("bench");

console.log(`
Appends to the embedded store: each session appends one event of about 400 bytes, waits until it is on disk, appends
the next. ${values.seconds} s each after a warm-up, a fresh file in ${values.folder}, one process; CPU is of both threads.
`);
const rows = [];
for (const sessions of [1, 16, 256, 1024]) rows.push(await measure(sessions));
console.table(rows);

async function measure(sessions: number) {
  const folder = await mkdtemp(join(values.folder, "mozaiks-bench-"));
  const store = await openSqliteEventStore({ folder });
  const create = { user_id: "ann", workflow_id: "Flow", workflow_version: "v1", title: "Bench" };
  const latencies: number[] = [];
  let isWarm = false;
  const over = new AbortController();

  async function session(index: number): Promise<void> {
    let { head }: { head: Head } = await store.read(tenant, `chat-${index}`);
    ({ head } = await store.append(tenant, head, [event()], { create, runnable: true }));
    while (!over.signal.aborted) {
      const start = performance.now();
      ({ head } = await store.append(tenant, head, [event()]));
      if (isWarm) latencies.push(performance.now() - start);
    }
  }

  const running = Array.from({ length: sessions }, (_, index) => session(index));
  await setTimeout(1000);
  isWarm = true;
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const cpu = process.cpuUsage();
  await setTimeout(durationMs);
  over.abort();
  const { user, system } = process.cpuUsage(cpu);
  delay.disable();
  await Promise.all(running);
  await store[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });

  latencies.sort((a, b) => a - b);
  const quantile = (q: number) => Number((latencies[Math.floor(latencies.length * q)] ?? 0).toFixed(2));
  return {
    sessions,
    "appends/s": Math.round((latencies.length / durationMs) * 1000),
    "p50 ms": quantile(0.5),
    "p99 ms": quantile(0.99),
    "CPU µs/append": Math.round((user + system) / latencies.length),
    "event loop p99 ms": Number((delay.percentile(99) / 1e6).toFixed(1)),
  };
}

function event(): NewEvent {
  return {
    type: "agent_message",
    timestamp: new Date().toISOString(),
    event_id: `evt_${crypto.randomUUID()}`,
    run_id: "run_0123456789abcdef",
    message_id: "msg_0123456789abcdef",
    agent: "Writer",
    epoch: 3,
    content: "The quick brown fox jumps over the lazy dog. ".repeat(4),
    finish_reason: "stop",
    visible: true,
  };
}
