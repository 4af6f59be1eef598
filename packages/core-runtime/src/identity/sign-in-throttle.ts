import { isMozaiksError, MozaiksError } from "@mozaiks/contracts";
import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import { hashSecret } from "./secret.ts";

const attempts = 10;
const windowS = 15 * 60;

/** Slows down who guesses passwords: 10 failures of one account from one address in 15 minutes, in this process. */
export interface SignInThrottle {
  /**
   * Does what may fail with `credentials.invalid`. Each begin counts, and all but that failure take it back, so that guesses sent
   * at once are not more than guesses sent one by one. Accounts that do not exist count like others.
   * @throws MozaiksError `sign-in.throttled` with `Retry-After`.
   */
  attempt<T>(account: string, clientAddress: string | undefined, work: () => Promise<T>): Promise<T>;
}

export function createSignInThrottle(): SignInThrottle {
  const limiter = new RateLimiterMemory({ points: attempts, duration: windowS });
  return {
    async attempt(account, clientAddress, work) {
      const key = hashSecret(`${account}\n${clientAddress ?? ""}`);
      try {
        await limiter.consume(key);
      } catch (refusal) {
        if (!(refusal instanceof RateLimiterRes)) throw refusal;
        const retryAfterS = Math.max(1, Math.ceil(refusal.msBeforeNext / 1000));
        throw new MozaiksError("sign-in.throttled", "Too many failed attempts; try again later", { retryAfterS });
      }
      try {
        const result = await work();
        await limiter.delete(key);
        return result;
      } catch (error) {
        if (!isMozaiksError(error) || error.code !== "credentials.invalid") await limiter.reward(key);
        throw error;
      }
    },
  };
}
