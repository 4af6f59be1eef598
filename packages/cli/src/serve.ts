import { once } from "node:events";
import {
  type Diagnostic,
  formatDiagnostic,
  type RuntimeConfig,
  type RuntimeHandle,
  startRuntime,
} from "@mozaiks/ai-runtime";
import type { Io } from "./io.ts";

export interface ServeOptions {
  /** Called once it listens. */
  readonly announce: (runtime: RuntimeHandle) => Promise<void>;
  readonly page?: (path: string) => Response | undefined;
  /** Diagnostics that nobody needs to hear of. */
  readonly isExpected?: (diagnostic: Diagnostic) => boolean;
}

/**
 * Runs a server until SIGINT or SIGTERM, then closes it: sessions are handed back, nothing recorded is lost.
 * What is wrong with a definition is printed on stderr, now and when a file changes.
 */
export async function serve(
  config: RuntimeConfig,
  io: Io,
  { announce, page, isExpected = () => false }: ServeOptions,
): Promise<number> {
  const stop = new AbortController();
  io.onSignal("SIGINT", () => stop.abort());
  io.onSignal("SIGTERM", () => stop.abort());
  const runtime = await startRuntime(config, {
    ...(page && { page }),
    onDiagnostics: (diagnostics) => {
      for (const diagnostic of diagnostics) if (!isExpected(diagnostic)) io.fail(formatDiagnostic(diagnostic));
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
