import type { Program } from "./programs.ts";
import { type DocumentedVariable, documentedVariables } from "./variables.ts";

function lines({ name, description, values, fallback, example }: DocumentedVariable): string {
  return `# ${description.replaceAll("`", "")} (${values.replaceAll("`", "")})\n# ${name}=${fallback ?? example ?? ""}`;
}

/** The example file of a program: copied as it is, it changes nothing. */
export function exampleFile({ groups, exampleLead }: Program): string {
  const parts = documentedVariables(groups).map(
    ([heading, variables]) => `# ${heading}\n\n${variables.map(lines).join("\n\n")}`,
  );
  return `${[exampleLead, ...parts].join("\n\n").replaceAll("\n\n\n", "\n\n")}\n`;
}
