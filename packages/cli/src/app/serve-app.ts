import { once } from "node:events";
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { AppConfig, MigrationPolicy, RunningApp } from "@mozaiks/core-runtime/server";
import type { Io } from "../io.ts";
import { migrationsOf } from "./app-migrations.ts";
import type { LoadedApp } from "./load-app.ts";

export interface ServeAppOptions {
  /** What may be done to a database that has another shape than the app. */
  readonly policy: MigrationPolicy;
  /** Called once it listens. */
  readonly announce: (running: RunningApp) => void;
  readonly stop: AbortSignal;
}

/** Serves an app until the signal, then closes it: requests under way are answered, streams end, the store is closed. */
export async function serveApp(
  app: LoadedApp,
  config: AppConfig,
  { policy, announce, stop }: ServeAppOptions,
): Promise<void> {
  const frontend = join(app.folder, "frontend", "dist");
  await using running = await app.runtime.startApp(app.definition, config, {
    prepare: async (engine) => void (await (await migrationsOf(app, engine)).prepare(policy)),
    ...(existsSync(join(frontend, "index.html")) && { frontend }),
  });
  announce(running);
  if (!stop.aborted) await once(stop, "abort");
}

/** Aborts when the process is asked to end. */
export function stopSignal(io: Io): AbortSignal {
  const stop = new AbortController();
  io.onSignal("SIGINT", () => stop.abort());
  io.onSignal("SIGTERM", () => stop.abort());
  return stop.signal;
}
