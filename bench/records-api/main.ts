import { spawnSync } from "node:child_process";
import { loadavg } from "node:os";
import { parseArgs } from "node:util";
import { median } from "../chatui/median.ts";
import { runLoad, type Sample } from "./run-load.ts";
import { type Operation, operations as allOperations, rows, type Target, users } from "./target.ts";
import { bareHono } from "./targets/bare-hono.ts";
import { mozaiks } from "./targets/mozaiks.ts";
import { preparePocketBase } from "./targets/pocketbase.ts";

const { values } = parseArgs({
  options: {
    rounds: { type: "string", default: "3" },
    seconds: { type: "string", default: "4" },
    connections: { type: "string", default: "32" },
    only: { type: "string" },
    operations: { type: "string", default: allOperations.join() },
    alone: { type: "boolean", default: false },
  },
});
const [rounds, seconds, connections] = [values.rounds, values.seconds, values.connections].map(Number) as [
  number,
  number,
  number,
];

const operations = allOperations.filter((operation) => values.operations.split(",").includes(operation));

if (spawnSync("wrk", ["-v"]).error) {
  console.log("SKIPPED: wrk is not installed (apt-get install wrk)");
  process.exit(0);
}
const pocketBase = values.alone ? undefined : await preparePocketBase().catch(skipped);
const all: readonly Target[] = [
  mozaiks("full"),
  mozaiks("normal"),
  ...(pocketBase ? [pocketBase.target] : []),
  bareHono,
];
const targets = all.filter(({ name }) => values.only === undefined || name.includes(values.only));

console.log(`Node ${process.version}; ${rounds} rounds of ${seconds} s each, targets take turns; ${connections} connections of wrk on the same machine.
${rows} records of ${users} users before each round; "get" one's own record, "list" one's newest 20. CPU of the server's process per request.`);
const samples = new Map<string, Sample[]>();
const loads: number[] = [];
for (let round = 0; round < rounds; round += 1)
  for (const target of round % 2 === 0 ? targets : targets.toReversed()) {
    await using server = await target.open();
    for (const operation of operations) {
      await runLoad(server, operation, { seconds: 1, connections });
      const key = keyOf(target, operation);
      samples.set(key, [...(samples.get(key) ?? []), await runLoad(server, operation, { seconds, connections })]);
      loads.push(loadavg()[0] ?? 0);
    }
  }
await pocketBase?.[Symbol.asyncDispose]();
for (const operation of operations) {
  console.log(`\n${operation}`);
  console.table(
    Object.fromEntries(targets.map((target) => [target.name, summary(samples.get(keyOf(target, operation)) ?? [])])),
  );
}
console.log(`Load of the machine: ${Math.min(...loads).toFixed(1)} to ${Math.max(...loads).toFixed(1)} on 2 cores`);

function keyOf({ name }: Target, operation: Operation): string {
  return `${name} ${operation}`;
}

function summary(samples: readonly Sample[]) {
  const of = (value: (sample: Sample) => number) => median(samples.map(value));
  return {
    "req/s": Math.round(of(({ perSecond }) => perSecond)),
    "all rounds": samples.map(({ perSecond }) => Math.round(perSecond)).join(" "),
    "p50 ms": of(({ p50Ms }) => p50Ms).toFixed(1),
    "p99 ms": of(({ p99Ms }) => p99Ms).toFixed(1),
    "CPU µs": Math.round(of(({ cpuUs }) => cpuUs)),
  };
}

function skipped(error: unknown): undefined {
  console.log(`SKIPPED PocketBase: ${error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error)}`);
}
