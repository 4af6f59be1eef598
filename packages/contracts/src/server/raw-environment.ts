import type { z } from "zod";

/** The process environment, or what stands for it. */
export type RawEnvironment = Readonly<Record<string, string | undefined>>;

/**
 * The variables that a schema of the environment names: blanks trimmed, empty ones unset, aliases under the name they stand for,
 * and what a caller fixes in place of what is set. Tells aliases that differ in `mistakes`.
 */
export function namedVariables(
  shape: Readonly<Record<string, z.ZodType>>,
  { env, fixed, mistakes }: { env: RawEnvironment; fixed: RawEnvironment; mistakes: string[] },
): RawEnvironment {
  const raw: Record<string, string | undefined> = {};
  for (const [name, schema] of Object.entries(shape)) {
    const names = [name, ...((schema.meta()?.["aliases"] as readonly string[] | undefined) ?? [])];
    const set = names.filter((candidate) => env[candidate]?.trim());
    const values = new Set(set.map((candidate) => env[candidate]?.trim()));
    if (values.size > 1) mistakes.push(`${set.join(" and ")} differ; keep ${name}`);
    raw[name] = fixed[name] ?? [...values][0];
  }
  return raw;
}
