import type { VariableNotes } from "@mozaiks/contracts/server";
import type { z } from "zod";

/** Variables of a program by the heading they stand under. */
export type VariableGroups = Readonly<Record<string, Readonly<Record<string, z.ZodType>>>>;

/** A variable as the documentation shows it. */
export interface DocumentedVariable extends VariableNotes {
  readonly name: string;
  /** Undefined: unset. */
  readonly fallback: string | undefined;
}

/** Every variable of the groups under its heading. */
export function documentedVariables(
  groups: VariableGroups,
): readonly (readonly [heading: string, variables: DocumentedVariable[]])[] {
  return Object.entries(groups).map(([heading, group]) => [
    heading,
    Object.entries(group).map(([name, schema]) => {
      const fallback = schema.safeParse(undefined).data?.toString();
      return { name, fallback: fallback === "" ? undefined : fallback, ...(schema.meta() as unknown as VariableNotes) };
    }),
  ]);
}
