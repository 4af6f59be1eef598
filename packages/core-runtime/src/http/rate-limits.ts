import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import type { RateLimitConfig } from "../config/app-config.ts";
import type { Operation } from "./operation.ts";

export type RateClass = "read" | "write" | "sign-in";

/** What is left of a minute's requests. */
export interface RateStanding {
  readonly isAllowed: boolean;
  readonly limit: number;
  readonly remaining: number;
  /** Seconds until the minute begins anew. */
  readonly resetS: number;
}

/** Counts a request of one class for one key. */
export type RateLimits = (rateClass: RateClass, key: string) => Promise<RateStanding>;

const windowS = 60;

/** Counts in this process; each key has its own minute, which begins with its first request. */
export function createRateLimits(config: RateLimitConfig): RateLimits {
  const limiter = (points: number) => new RateLimiterMemory({ points, duration: windowS });
  const limiters: Readonly<Record<RateClass, RateLimiterMemory>> = {
    read: limiter(config.readsPerMinute),
    write: limiter(config.writesPerMinute),
    "sign-in": limiter(config.signInsPerMinute),
  };
  return async (rateClass, key) => {
    const limiter = limiters[rateClass];
    try {
      return toStanding(await limiter.consume(key), limiter.points, true);
    } catch (refusal) {
      if (!(refusal instanceof RateLimiterRes)) throw refusal;
      return toStanding(refusal, limiter.points, false);
    }
  };
}

/** What an operation's requests count as: writing ones of `/api/auth/` guess passwords and make accounts. */
export function rateClassOf({ method, path }: Pick<Operation, "method" | "path">): RateClass {
  if (method === "GET") return "read";
  return path.startsWith("/api/auth/") ? "sign-in" : "write";
}

/** The standing as headers (draft-ietf-httpapi-ratelimit-headers-10). */
export function rateHeaders(rateClass: RateClass, { limit, remaining, resetS }: RateStanding): Record<string, string> {
  return {
    "ratelimit-policy": `"${rateClass}";q=${limit};w=${windowS}`,
    ratelimit: `"${rateClass}";r=${remaining};t=${resetS}`,
  };
}

function toStanding(result: RateLimiterRes, limit: number, isAllowed: boolean): RateStanding {
  const resetS = Math.max(1, Math.ceil(result.msBeforeNext / 1000));
  return { isAllowed, limit, remaining: result.remainingPoints, resetS };
}
