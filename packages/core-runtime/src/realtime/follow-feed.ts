import type { DataEngine, FeedEntry } from "../data/data-engine.ts";
import type { Log } from "../log.ts";

const pageSize = 500;
const retryMs = 1_000;

export interface FeedFollower {
  /** The position of the last entry that was handed out, or is being. */
  readonly position: string;
  /** The position of the last entry that everybody was told of. */
  readonly done: string;
  stop(): void;
}

export interface FollowOptions {
  readonly engine: DataEngine;
  readonly log: Log;
  /** Entries come one at a time, in the order of commits; one that fails is handed out again. */
  readonly onEntry: (entry: FeedEntry) => Promise<void>;
  /** The feed goes on later than where it was left: what happened in between is not known. */
  readonly onGap: (position: string) => void;
}

/** Reads the feed from now on, once for the whole process. A store that fails is asked again until it answers. */
export async function followFeed({ engine, log, onEntry, onGap }: FollowOptions): Promise<FeedFollower> {
  let position = await engine.position();
  let done = position;
  const stopped = new AbortController();
  let isReading = false;
  let isAsked = false;
  let retry: ReturnType<typeof setTimeout> | undefined;

  async function readPage(): Promise<boolean> {
    const page = await engine.feed(position, pageSize);
    if (!page) {
      position = await engine.position();
      done = position;
      onGap(position);
      return true;
    }
    for (const entry of page) {
      if (stopped.signal.aborted) return false;
      position = entry.position;
      await onEntry(entry);
      done = position;
    }
    return page.length > 0;
  }

  async function read(): Promise<void> {
    isAsked = true;
    if (isReading) return;
    isReading = true;
    clearTimeout(retry);
    try {
      while (isAsked && !stopped.signal.aborted) {
        isAsked = false;
        while (!stopped.signal.aborted && (await readPage()));
      }
    } catch (error) {
      position = done;
      log.error({ event: "realtime.feed-failed" }, error);
      if (!stopped.signal.aborted) retry = setTimeout(() => void read(), retryMs);
    } finally {
      isReading = false;
    }
  }

  const stopListening = engine.onCommit(() => void read());
  void read();
  return {
    get position() {
      return position;
    },
    get done() {
      return done;
    },
    stop() {
      stopped.abort();
      clearTimeout(retry);
      stopListening();
    },
  };
}
