import type { Log } from "../log.ts";

/** What leads to a page where a plan is bought, or says that there is none. */
export interface Checkout {
  readonly status: "disabled" | "open";
  readonly url?: string;
}

/** What the plan of a tenant includes. */
export interface Entitlements {
  /** @throws MozaiksError `feature.gated`. */
  requireFeature(feature: string): Promise<void>;
  /** @throws MozaiksError `limit.exceeded`. */
  consume(limit: string, amount: number): Promise<void>;
  checkout(plan: string): Promise<Checkout>;
}

/** An app without plans: everything is included, and nothing is for sale, which is said once. */
export function withoutPlans(log: Log): Entitlements {
  let hasWarned = false;
  return {
    async requireFeature() {},
    async consume() {},
    async checkout() {
      if (!hasWarned) log.warn({ event: "payments.disabled", reason: "The app has no plans" });
      hasWarned = true;
      return { status: "disabled" };
    },
  };
}
