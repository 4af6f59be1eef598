import type { Json } from "@mozaiks/contracts";

/** The first thing that a value lacks, and where in it. */
export interface Missing {
  readonly path: readonly string[];
  readonly expected: Json;
  readonly got: Json | undefined;
}

/**
 * What the value lacks of the expected one: objects may have further members, lists must be of equal length, everything
 * else must be equal. Undefined when it lacks nothing.
 */
export function missingIn(expected: Json, got: Json | undefined): Missing | undefined {
  if (Array.isArray(expected)) {
    if (!Array.isArray(got) || got.length !== expected.length) return { path: [], expected, got };
    return firstOf(expected.map((item, index) => below(String(index), item, got[index])));
  }
  if (typeof expected === "object" && expected !== null) {
    if (typeof got !== "object" || got === null || Array.isArray(got)) return { path: [], expected, got };
    return firstOf(Object.entries(expected).map(([key, value]) => below(key, value, got[key])));
  }
  return expected === got || (expected === null && got === undefined) ? undefined : { path: [], expected, got };
}

/** A value as people are shown it, in one line. */
export function printed(value: Json | undefined): string {
  return value === undefined ? "nothing" : JSON.stringify(value);
}

function below(key: string, expected: Json, got: Json | undefined): Missing | undefined {
  const missing = missingIn(expected, got);
  return missing && { ...missing, path: [key, ...missing.path] };
}

function firstOf(all: readonly (Missing | undefined)[]): Missing | undefined {
  return all.find((each) => each !== undefined);
}
