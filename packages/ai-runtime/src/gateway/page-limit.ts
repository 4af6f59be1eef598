import { z } from "zod";

/** A `limit` in a query: 1 to `most`. */
export function pageLimit(most: number, fallback: number): z.ZodDefault<z.ZodCoercedNumber> {
  return z.coerce.number().int().min(1).max(most).default(fallback);
}

/** A `seq` in a query. */
export const seqParameter = z.coerce.number().int().nonnegative().max(Number.MAX_SAFE_INTEGER).optional();
