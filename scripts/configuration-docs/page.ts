import { table } from "../protocol-docs/table.ts";
import { type DocumentedVariable, documentedVariables } from "./variables.ts";

const introduction = `# Configuration

The runtime reads environment variables, once, when it starts. A flag of the command wins over the variable of the same
meaning. An empty variable counts as unset; flags take \`true\`/\`false\`, \`1\`/\`0\`, \`yes\`/\`no\`, \`on\`/\`off\`; lists have
commas. A mistake stops the start, and all of them are listed at once, each with what to do about it.

\`mozaiks dev\` needs none of them. \`mozaiks runtime\` needs the key its tokens are verified with: exactly one of
\`JWT_SECRET\`, \`JWT_PUBLIC_KEY\` and \`JWT_JWKS_URL\`. [.env.example](../.env.example) holds every variable, ready to copy.

This page is made from the schema by \`npm run generate\`.
`;

const leads: Readonly<Record<string, string>> = {
  Limits:
    "Each is per user of an app; the ones per minute refill evenly. Beyond a limit the answer is 429 with `Retry-After`.",
  Reserved: "Names that belong to the product and that this version does not use.",
};

function defaultOf({ fallback, defaultText }: DocumentedVariable): string {
  if (defaultText !== undefined) return defaultText;
  return fallback === undefined ? "unset" : `\`${fallback}\``;
}

function meaningOf({ description, aliases, secret }: DocumentedVariable): string {
  const notes = [
    description,
    ...(secret ? ["Secret: printed nowhere."] : []),
    ...(aliases ? [`Also read as ${aliases.map((alias) => `\`${alias}\``).join(", ")}.`] : []),
  ];
  return notes.join(" ");
}

/** docs/configuration.md. */
export function configurationPage(): string {
  const sections = documentedVariables().map(([heading, variables]) => {
    const rows = variables.map((each) => [`\`${each.name}\``, each.values, defaultOf(each), meaningOf(each)]);
    const lead = leads[heading];
    return `## ${heading}\n\n${lead ? `${lead}\n\n` : ""}${table(["variable", "values", "default", "meaning"], rows)}`;
  });
  return `${[introduction.trimEnd(), ...sections.map((section) => section.trimEnd())].join("\n\n")}\n`;
}
