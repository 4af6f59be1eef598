import { once } from "node:events";
import { type RuntimeConfig, startRuntime } from "@mozaiks/ai-runtime";
import type { Io } from "./io.ts";

/**
 * Runs a server until SIGINT or SIGTERM, then closes it: sessions are handed back, nothing recorded is lost.
 * `announce` is called once it listens.
 */
export async function serve(
  config: RuntimeConfig,
  options: Parameters<typeof startRuntime>[1],
  io: Io,
  announce: (url: string) => Promise<void>,
): Promise<number> {
  const stop = new AbortController();
  io.onSignal("SIGINT", () => stop.abort());
  io.onSignal("SIGTERM", () => stop.abort());
  const runtime = await startRuntime(config, options);
  try {
    await announce(runtime.url);
    if (!stop.signal.aborted) await once(stop.signal, "abort");
  } finally {
    await runtime.close();
  }
  return 0;
}
