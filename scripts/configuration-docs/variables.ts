import { variableGroups } from "../../packages/ai-runtime/src/config/environment.ts";
import type { VariableNotes } from "../../packages/ai-runtime/src/config/variable.ts";

/** A variable as the documentation shows it. */
export interface DocumentedVariable extends VariableNotes {
  readonly name: string;
  /** Undefined: unset. */
  readonly fallback: string | undefined;
}

/** Every variable of the schema under its heading. */
export function documentedVariables(): readonly (readonly [heading: string, variables: DocumentedVariable[]])[] {
  return Object.entries(variableGroups).map(([heading, group]) => [
    heading,
    Object.entries(group).map(([name, schema]) => {
      const fallback = schema.safeParse(undefined).data?.toString();
      return { name, fallback: fallback === "" ? undefined : fallback, ...(schema.meta() as unknown as VariableNotes) };
    }),
  ]);
}
