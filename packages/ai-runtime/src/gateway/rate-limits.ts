import { MozaiksError, type ProblemCode } from "@mozaiks/contracts";
import type { Limits } from "../config/runtime-config.ts";
import type { Clock } from "../ports/clock.ts";
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

/** Users remembered at once. Beyond it the one who was quiet the longest is forgotten, and starts with full buckets. */
const maxUsers = 50_000;

/** Counts in this process, in token buckets that refill evenly over a minute. */
export function createRateLimits(limits: Limits, clock: Clock): RateLimits {
  const requests = createBuckets("limit.requests", limits.requestsPerMinute, clock);
  const messages = createBuckets("limit.messages", limits.messagesPerMinute, clock);
  const connects = createBuckets("limit.connections", limits.connectsPerMinute, clock);
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

/** Takes one from a key's bucket, or throws with the seconds until the next one is there. */
function createBuckets(code: ProblemCode, perMinute: number, clock: Clock): (key: string) => void {
  const buckets = new Map<string, { left: number; atMs: number }>();
  const perMs = perMinute / 60_000;
  return (key) => {
    const nowMs = clock.now().getTime();
    const bucket = buckets.get(key) ?? { left: perMinute, atMs: nowMs };
    const left = Math.min(perMinute, bucket.left + Math.max(0, nowMs - bucket.atMs) * perMs);
    buckets.delete(key);
    buckets.set(key, { left: left >= 1 ? left - 1 : left, atMs: nowMs });
    if (buckets.size > maxUsers) buckets.delete(buckets.keys().next().value ?? key);
    if (left < 1)
      throw new MozaiksError(code, `At most ${perMinute} per minute and user`, {
        retryAfterS: Math.max(1, Math.ceil((1 - left) / perMs / 1000)),
      });
  };
}
