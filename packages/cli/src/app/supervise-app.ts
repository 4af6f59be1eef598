import type { Io } from "../io.ts";
import { type AppChild, startAppChild } from "./app-child.ts";
import type { Listening } from "./dev-child.ts";
import { openWatch } from "./open-watch.ts";

export interface SuperviseOptions {
  /** The command line of the children. */
  readonly args: readonly string[];
  /** Folders whose changes make a new state of the app. */
  readonly folders: readonly string[];
  /** Called each time a state of the app listens. */
  readonly announce: (listening: Listening, isFirst: boolean) => void;
  readonly stop: AbortSignal;
}

/**
 * Runs an app and replaces it when its code changes. A new state takes over only once it has loaded; until then, and when it is
 * wrong, the one before goes on. Resolves to an exit code: that of the first state when it cannot start, else 0 at the signal.
 */
export async function superviseApp(io: Io, { args, folders, announce, stop }: SuperviseOptions): Promise<number> {
  let current: AppChild | undefined;
  let isFirst = true;

  /** Makes a new state of the app the current one. Resolves to its exit code when it cannot be. */
  async function replace(): Promise<number | undefined> {
    const next = startAppChild(io, args);
    const onStop = () => void next.end();
    stop.addEventListener("abort", onStop, { once: true });
    if ((await next.next()) === undefined) return next.ended;
    const before = current;
    current = undefined;
    await before?.end();
    const listening = next.next();
    next.goOn();
    const message = await listening;
    if (message === undefined || message === "ready") return next.ended;
    current = next;
    void tellOfEnd(next);
    announce(message, isFirst);
    isFirst = false;
    return undefined;
  }

  async function tellOfEnd(child: AppChild): Promise<void> {
    const code = await child.ended;
    if (current === child && !stop.aborted)
      io.fail(`mozaiks: the app ended with exit code ${code}; waiting for a change`);
  }

  await using watch = await openWatch(folders);
  const failed = await replace();
  if (failed !== undefined) return stop.aborted ? 0 : failed;
  while (await watch.change(stop)) {
    const code = await replace();
    if (code === undefined || stop.aborted) continue;
    io.fail(current ? "mozaiks: the app goes on as it was before this change" : "mozaiks: waiting for a change");
  }
  await current?.ended;
  return 0;
}
