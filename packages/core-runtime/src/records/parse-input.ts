import type { z } from "zod";
import { invalidRequest, toItemErrors } from "./item-error.ts";

/**
 * What a schema makes of a body (`/`) or of parameters (`?`), with its defaults.
 * @throws MozaiksError `request.invalid` with all that is wrong.
 */
export function parseInput<T>(schema: z.ZodType<T>, value: unknown, place: "/" | "?" = "/"): T {
  const result = schema.safeParse(value, { reportInput: true });
  if (result.success) return result.data;
  const errors = result.error.issues.flatMap((issue) => toItemErrors(issue, ""));
  throw invalidRequest(errors.map((error) => ({ ...error, path: `${place}${error.path.slice(1)}` })));
}
