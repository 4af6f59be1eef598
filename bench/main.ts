/** Lists the benchmarks, or runs one with the arguments behind its name: `npm run bench -- turn-overhead --clients 32`. */
import { fork } from "node:child_process";
import { once } from "node:events";

const benches = {
  "turn-overhead": { file: "turn-overhead/main.ts", does: "what a turn costs above the model: time and CPU" },
  "idle-sockets": { file: "idle-sockets/main.ts", does: "memory of an open socket" },
  chatui: {
    file: "chatui/main.ts",
    does: "what the chat costs its page, beside others: sizes, start, long conversations, streamed text",
  },
  "definition-load": { file: "definition-load/main.ts", does: "start with 200 workflows; a reload under 100 runs" },
  "records-api": { file: "records-api/main.ts", does: "create, get and list over HTTP, beside PocketBase" },
  "record-streams": { file: "record-streams.ts", does: "how long a write takes to reach 1,000 streams" },
  "store-append": { file: "store-append.ts", does: "durable appends per second" },
  "model-stream": { file: "model-stream.ts", does: "CPU of reading a model's stream" },
};

const [name, ...args] = process.argv.slice(2);
const bench = Object.entries(benches).find(([known]) => known === name)?.[1];
if (bench) {
  const child = fork(new URL(bench.file, import.meta.url), args);
  const [code] = await once(child, "exit");
  process.exitCode = code ?? 1;
} else {
  console.log("npm run bench -- <name> [options]    (bench/README.md has methods and numbers)\n");
  for (const [known, { does }] of Object.entries(benches)) console.log(`  ${known.padEnd(16)} ${does}`);
  process.exitCode = name === undefined ? 0 : 2;
}
