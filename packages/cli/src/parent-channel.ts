/** The process that forked this one to run a command beside its own. */
export interface ParentChannel {
  /** Tells it something; nothing when it is gone. */
  readonly tell: (message: unknown) => void;
  /** The next thing it says. Rejects when it is gone. */
  readonly next: () => Promise<unknown>;
  /** Aborts when it is gone. */
  readonly gone: AbortSignal;
  /** Lets this process end while the other one lives on. */
  readonly close: () => void;
}

/** Set for a process that has a parent to talk to: a launcher of another Node has a channel too, and says nothing. */
export const forkedMark = "MOZAIKS_FORKED";

export function openParentChannel(host: NodeJS.Process): ParentChannel | undefined {
  if (host.env[forkedMark] === undefined || !host.send) return undefined;
  const gone = new AbortController();
  host.on("disconnect", () => gone.abort());
  return {
    tell: (message) => void (host.connected && host.send?.(message)),
    next: () => {
      const { promise, resolve, reject } = Promise.withResolvers<unknown>();
      host.once("message", resolve);
      gone.signal.addEventListener("abort", () => reject(new Error("The parent process is gone")), { once: true });
      return promise;
    },
    gone: gone.signal,
    close: () => void (host.connected && host.disconnect()),
  };
}
