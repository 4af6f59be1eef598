import { MozaiksError, type ProblemCode } from "@mozaiks/contracts";
import type { Limits } from "../../config/runtime-config.ts";
import type { Clock } from "../../ports/clock.ts";
import type { Identity } from "./identity.ts";

/** What one user may do, counted per user of an app; a service token without a user counts as one user. */
export interface RateLimits {
  /** @throws MozaiksError `limit.requests`. */
  request(identity: Identity): void;
  /** @throws MozaiksError `limit.messages`. */
  message(identity: Identity): void;
  /**
   * Counts a new socket or event stream; dispose it when it closes (twice does no harm).
   * @throws MozaiksError `limit.connections`.
   */
  connect(identity: Identity): Disposable;
}

/** Users remembered at once. Beyond it the one who was quiet the longest is forgotten, and starts anew. */
const maxUsers = 50_000;

/** Counts in this process. */
export function createRateLimits(limits: Limits, clock: Clock): RateLimits {
  const requests = createCounters("limit.requests", limits.requestsPerMinute, clock);
  const messages = createCounters("limit.messages", limits.messagesPerMinute, clock);
  const connects = createCounters("limit.connections", limits.connectsPerMinute, clock);
  const sockets = new Map<string, number>();
  return {
    request: (identity) => requests(keyOf(identity)),
    message: (identity) => messages(keyOf(identity)),
    connect(identity) {
      const key = keyOf(identity);
      connects(key);
      const open = sockets.get(key) ?? 0;
      if (open >= limits.socketsPerUser)
        throw new MozaiksError("limit.connections", `At most ${limits.socketsPerUser} connections per user`, {
          retryAfterS: 60,
        });
      sockets.set(key, open + 1);
      let isOpen = true;
      return {
        [Symbol.dispose]() {
          if (!isOpen) return;
          isOpen = false;
          const left = (sockets.get(key) ?? 1) - 1;
          if (left > 0) sockets.set(key, left);
          else sockets.delete(key);
        },
      };
    },
  };
}

/** Ids hold no blank, so no two users share a key. */
function keyOf(identity: Identity): string {
  return `${identity.tenant.app_id} ${identity.user_id ?? ""}`;
}

/** What a key did in the minute that began at `startMs`, and in the one before. */
interface Minutes {
  readonly startMs: number;
  readonly before: number;
  readonly now: number;
}

const minuteMs = 60_000;

/**
 * Counts one for a key, or throws with the seconds after which one more passes. The last minute's count is estimated from
 * two: what the minute before counts for fades as the present one goes on. From quiet, exactly `perMinute` pass.
 */
function createCounters(code: ProblemCode, perMinute: number, clock: Clock): (key: string) => void {
  const counters = new Map<string, Minutes>();
  return (key) => {
    const nowMs = clock.now().getTime();
    const minutes = minutesAt(counters.get(key), nowMs);
    const waitMs = waitFor(minutes, perMinute, nowMs);
    counters.delete(key);
    counters.set(key, waitMs > 0 ? minutes : { ...minutes, now: minutes.now + 1 });
    if (counters.size > maxUsers) counters.delete(counters.keys().next().value ?? key);
    if (waitMs > 0)
      throw new MozaiksError(code, `At most ${perMinute} per minute and user`, {
        retryAfterS: Math.ceil(waitMs / 1000),
      });
  };
}

/** A clock that goes backwards gives nothing back. */
function minutesAt(known: Minutes | undefined, nowMs: number): Minutes {
  if (known === undefined) return { startMs: nowMs, before: 0, now: 0 };
  const passed = Math.floor((nowMs - known.startMs) / minuteMs);
  if (passed <= 0) return known;
  if (passed > 1) return { startMs: nowMs, before: 0, now: 0 };
  return { startMs: known.startMs + minuteMs, before: known.now, now: 0 };
}

/** How long until one more passes: 0 when it does now. */
function waitFor({ startMs, before, now }: Minutes, perMinute: number, nowMs: number): number {
  const room = perMinute - 1 - now;
  const fadedMs = (count: number, left: number): number => (count <= left ? 0 : minuteMs * (1 - left / count));
  const atMs = room >= 0 ? startMs + fadedMs(before, room) : startMs + minuteMs + fadedMs(now, perMinute - 1);
  return Math.max(0, atMs - nowMs);
}
