import { table } from "../protocol-docs/table.ts";
import { app, type Program, runtime } from "./programs.ts";
import { type DocumentedVariable, documentedVariables } from "./variables.ts";

const introduction = `# Configuration

Every program reads environment variables, once, when it starts. A flag of the command wins over the variable of the same
meaning. An empty variable counts as unset; flags take \`true\`/\`false\`, \`1\`/\`0\`, \`yes\`/\`no\`, \`on\`/\`off\`; lists have
commas. A mistake stops the start, and all of them are listed at once, each with what to do about it.

This page is made from the schemas by \`npm run generate\`.`;

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

function partOf({ heading, introduction: lead, leads, groups }: Program): readonly string[] {
  const sections = documentedVariables(groups).map(([group, variables]) => {
    const rows = variables.map((each) => [`\`${each.name}\``, each.values, defaultOf(each), meaningOf(each)]);
    const above = leads[group];
    return `### ${group}\n\n${above ? `${above}\n\n` : ""}${table(["variable", "values", "default", "meaning"], rows)}`;
  });
  return [`## ${heading}`, lead, ...sections.map((section) => section.trimEnd())];
}

/** docs/configuration.md. */
export function configurationPage(): string {
  return `${[introduction, ...partOf(runtime), ...partOf(app)].join("\n\n")}\n`;
}
