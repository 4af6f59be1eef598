import { once } from "node:events";
import { formatDiagnostic, type RuntimeConfig, type RuntimeHandle, startRuntime } from "@mozaiks/ai-runtime";
import type { Io } from "./io.ts";

/**
 * Runs a server until SIGINT or SIGTERM, then closes it: sessions are handed back, nothing recorded is lost.
 * `announce` is called once it listens. What is wrong with a definition is printed on stderr, now and when a file changes.
 */
export async function serve(
  config: RuntimeConfig,
  io: Io,
  announce: (runtime: RuntimeHandle) => Promise<void>,
  page?: (path: string) => Response | undefined,
): Promise<number> {
  const stop = new AbortController();
  io.onSignal("SIGINT", () => stop.abort());
  io.onSignal("SIGTERM", () => stop.abort());
  const runtime = await startRuntime(config, {
    ...(page && { page }),
    onDiagnostics: (diagnostics) => {
      for (const diagnostic of diagnostics) io.fail(formatDiagnostic(diagnostic));
    },
  });
  try {
    await announce(runtime);
    if (!stop.signal.aborted) await once(stop.signal, "abort");
  } finally {
    await runtime.close();
  }
  return 0;
}
