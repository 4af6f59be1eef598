const pollMs = 250;

/** Tells listeners of commits: this engine's at once, those of other processes by looking four times a second. */
export function createCommitBell(positionNow: () => number) {
  const listeners = new Set<() => void>();
  let told = 0;
  let timer: NodeJS.Timeout | undefined;

  function committed(position: number): void {
    if (position <= told) return;
    told = position;
    for (const listener of listeners) listener();
  }

  function look(): void {
    let position = told;
    try {
      position = positionNow();
    } catch {
      // A store that fails says so to whoever asks it; the bell looks again.
    }
    committed(position);
  }

  function stop(): void {
    clearInterval(timer);
    timer = undefined;
  }

  return {
    committed,
    stop,
    listen(listener: () => void): () => void {
      listeners.add(listener);
      if (!timer) {
        told = Math.max(told, positionNow());
        timer = setInterval(look, pollMs).unref();
      }
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0) stop();
      };
    },
  };
}
