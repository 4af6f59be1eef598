import { watch } from "chokidar";

const quietMs = 100;

/**
 * Calls `onChange` a moment after files below the folders have changed, one call at a time. Resolves when it watches.
 * Dot files and node_modules do not count.
 */
export async function watchFolders(
  folders: readonly string[],
  onChange: () => Promise<void>,
  onError: (error: unknown) => void = () => undefined,
): Promise<AsyncDisposable> {
  const watcher = watch([...folders], {
    ignoreInitial: true,
    ignored: (path) => /(?:^|[\\/])(?:node_modules|\.[^.\\/][^\\/]*)$/.test(path),
  });
  let timer: NodeJS.Timeout | undefined;
  watcher.on("error", onError);
  watcher.on("all", () => {
    clearTimeout(timer);
    timer = setTimeout(() => void onChange().catch(onError), quietMs);
  });
  await new Promise<void>((resolve) => {
    watcher.once("ready", resolve);
  });
  return {
    async [Symbol.asyncDispose]() {
      clearTimeout(timer);
      await watcher.close();
      clearTimeout(timer);
    },
  };
}
