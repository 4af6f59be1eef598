import type { Checkout } from "../entitlements/entitlements.ts";
import { currentScope } from "../scope/scope.ts";

/** What the plan of the active organisation includes. In an app without plans everything is. */
export const payments = {
  /** @throws MozaiksError `feature.gated` when the plan does not include a feature. */
  async requireFeature(feature: string): Promise<void> {
    await currentScope().kernel.entitlements.requireFeature(feature);
  },
  /**
   * Uses some of what a plan gives.
   * @throws MozaiksError `limit.exceeded` when there is not as much left; RangeError for an amount that is no positive integer.
   */
  async consume(limit: string, amount = 1): Promise<void> {
    if (!(Number.isSafeInteger(amount) && amount > 0)) throw new RangeError("An amount is a positive whole number");
    await currentScope().kernel.entitlements.consume(limit, amount);
  },
  /** Where a plan is bought; `disabled` in an app without plans. */
  checkout: async (plan: string): Promise<Checkout> => currentScope().kernel.entitlements.checkout(plan),
};
