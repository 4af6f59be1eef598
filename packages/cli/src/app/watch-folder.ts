import { watch } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";

/** Editors write a file in several steps, and tools write several files at once. */
const settleMs = 150;

/** Yields once for each burst of changes below the folders, until the signal. What this command writes itself is none. */
export async function* watchFolders(folders: readonly string[], signal: AbortSignal): AsyncGenerator<void> {
  let changed = Promise.withResolvers<void>();
  const follow = async (folder: string): Promise<void> => {
    for await (const { filename } of watch(folder, { recursive: true, signal }))
      if (filename !== null && !isOwn(filename)) changed.resolve();
  };
  const ended = Promise.all(folders.map(follow)).catch((thrown: unknown) => {
    if (!signal.aborted) throw thrown;
  });
  while (!signal.aborted) {
    await Promise.race([changed.promise, ended]);
    if (signal.aborted) return;
    await sleep(settleMs, undefined, { signal }).catch(() => {});
    changed = Promise.withResolvers<void>();
    if (!signal.aborted) yield;
  }
}

const isOwn = (file: string): boolean =>
  /(?:^|[\\/])(?:mozaiks\.d\.ts|node_modules|\.[^\\/]*|[^\\/]*~)(?:$|[\\/])/.test(file);
