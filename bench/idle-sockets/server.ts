import { setTimeout as delay } from "node:timers/promises";
import { parseConfig, startRuntime } from "@mozaiks/ai-runtime";

/** The runtime in a process of its own, which tells its memory after a collection whenever it is asked. */
const [folder = "", secret = "", workflows = ""] = process.argv.slice(2);
const config = parseConfig(
  { JWT_SECRET: secret, MODEL_PROVIDER: "rehearsal", LOG_LEVEL: "error" },
  { mode: "runtime", port: 0, dataFolder: folder, workflowFolders: [workflows] },
);
const runtime = await startRuntime(config);
process.on("message", () => void report());

/** The heap gives pages back only when it has been quiet for a while. */
async function report(): Promise<void> {
  for (let round = 0; round < 4; round += 1) {
    globalThis.gc?.();
    await delay(500);
  }
  const { rss, heapUsed } = process.memoryUsage();
  process.send?.({ rss, heapUsed });
}

process.once("disconnect", () => void runtime.close());
process.send?.(runtime.url);
