import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { watch } from "chokidar";

/** Editors write a file in several steps, and tools several files at once. */
const settleMs = 100;

/** Tells of changes below folders, those too that come while nobody waits. What this command writes itself is none. */
export interface FolderWatch extends AsyncDisposable {
  /** Resolves to true once something has changed since the last time, to false at the signal. */
  change(stop: AbortSignal): Promise<boolean>;
}

/** Resolves when it watches. Folders may come and go. */
export async function openWatch(folders: readonly string[]): Promise<FolderWatch> {
  const watcher = watch([...folders], { ignoreInitial: true, ignored: (path) => isNoCode(path) });
  let changed = Promise.withResolvers<void>();
  watcher.on("all", () => changed.resolve());
  await once(watcher, "ready");
  return {
    async change(stop) {
      const stopped = once(stop, "abort").catch(() => {});
      if (!stop.aborted) await Promise.race([changed.promise, stopped]);
      if (!stop.aborted) await sleep(settleMs, undefined, { signal: stop }).catch(() => {});
      changed = Promise.withResolvers<void>();
      return !stop.aborted;
    },
    [Symbol.asyncDispose]: () => watcher.close(),
  };
}

const isNoCode = (path: string): boolean => /(?:^|[\\/])(?:node_modules|mozaiks\.d\.ts|\.[^.\\/][^\\/]*)$/.test(path);
