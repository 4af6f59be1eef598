import { type DocumentedVariable, documentedVariables } from "./variables.ts";

const lead = `# Every variable of the runtime, as docs/configuration.md explains them. Lines that begin with "#" change nothing.
# mozaiks dev needs none; mozaiks runtime needs exactly one of JWT_SECRET, JWT_PUBLIC_KEY and JWT_JWKS_URL.
`;

function lines({ name, description, values, fallback, example }: DocumentedVariable): string {
  return `# ${description.replaceAll("`", "")} (${values.replaceAll("`", "")})\n# ${name}=${fallback ?? example ?? ""}`;
}

/** .env.example: copied as it is, it changes nothing. */
export function exampleFile(): string {
  const groups = documentedVariables().map(
    ([heading, variables]) => `# ${heading}\n\n${variables.map(lines).join("\n\n")}`,
  );
  return `${[lead, ...groups].join("\n\n").replaceAll("\n\n\n", "\n\n")}\n`;
}
