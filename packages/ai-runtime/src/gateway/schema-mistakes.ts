import { MozaiksError, type ProblemCode } from "@mozaiks/contracts";
import type { z } from "zod";

const maxMistakes = 10;

/**
 * A value in the shape of a schema.
 * @throws MozaiksError of `code` whose message names the path and the mistake, ten at most, and never repeats the value.
 */
export function parseShape<S extends z.ZodType>(schema: S, value: unknown, code: ProblemCode): z.output<S> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const mistakes = parsed.error.issues.map(({ path, message }) =>
    path.length === 0 ? message : `${path.map(String).join(".")}: ${message}`,
  );
  const more = mistakes.length > maxMistakes ? `; and ${mistakes.length - maxMistakes} more` : "";
  throw new MozaiksError(code, mistakes.slice(0, maxMistakes).join("; ") + more, { cause: parsed.error });
}
