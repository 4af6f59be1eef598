import type { VariableManifest } from "../manifest.ts";

type Dependent = Pick<VariableManifest, "name" | "inputs">;

export interface ComputedOrder<T> {
  /** Each after all that it reads. */
  readonly ordered: readonly T[];
  /** Names that read each other: the last reads the first. */
  readonly cycles: readonly (readonly string[])[];
}

/** Puts variables in the order in which they can be computed. Total: members of a cycle stand where they were met. */
export function computedOrder<T extends Dependent>(variables: readonly T[]): ComputedOrder<T> {
  const byName = new Map(variables.map((variable) => [variable.name, variable]));
  const ordered: T[] = [];
  const cycles: (readonly string[])[] = [];
  const done = new Set<string>();
  function visit(variable: T, above: readonly string[]): void {
    if (done.has(variable.name)) return;
    const begin = above.indexOf(variable.name);
    if (begin >= 0) {
      cycles.push(above.slice(begin));
      return;
    }
    for (const input of variable.inputs ?? []) {
      const next = byName.get(input);
      if (next) visit(next, [...above, variable.name]);
    }
    if (done.has(variable.name)) return;
    done.add(variable.name);
    ordered.push(variable);
  }
  for (const variable of variables) visit(variable, []);
  return { ordered, cycles };
}
