import { patternUses } from "../../packages/cli/src/workflow-patterns.ts";
import type { Example } from "./examples.ts";

const orchestration = ["default", "auto", "round-robin", "random", "manual"];

/** `examples/README.md`. */
export function indexPage(examples: readonly Example[]): string {
  const patterns = new Map(
    examples.flatMap((each) => (each.path.startsWith("patterns/") ? [[each.name, each] as const] : [])),
  );
  const named = (names: readonly string[]): readonly Example[] =>
    names.flatMap((name) => {
      const found = patterns.get(name);
      return found ? [found] : [];
    });
  const design = Object.keys(patternUses).filter((name) => !orchestration.includes(name));
  const ofKind = (kind: Example["kind"]): readonly Example[] =>
    examples.filter((each) => each.kind === kind && !each.path.startsWith("patterns/"));
  return `# Examples

Each runs as it is: after \`npm ci\`, start it with its command and open http://localhost:8000. Without a model key its
rehearsal answers; \`npx mozaiks dev\` alone serves the first table at once. \`npx mozaiks test examples/<name>\` plays the scenarios
in its \`tests\`. The pictures are what \`npx mozaiks graph\` draws; \`npm run generate\` writes them and this page.

## What the language can do

${table(ofKind("workflows"))}

## The chat in a product

Each starts a runtime, a product's backend with its session broker (\`host-broker\`), and the product's page.

${table(ofKind("product"))}

## Apps

Multi-tenant apps on MozaiksCore, on http://localhost:8080: one definition is database, rules, API and live updates.

${table(ofKind("app"))}

## Orchestration patterns

Who speaks where no rule decides: one key, \`orchestration_pattern\`. \`npx mozaiks new workflow Name --pattern auto\` writes a copy
to begin with, of these and of those below.

${table(named(orchestration))}

## Design patterns

Ordinary workflows of agents, rules and tools, with nothing in the engine that knows of them.

${table(named(design))}
`;
}

function table(rows: readonly Example[]): string {
  const lines = rows.map(
    ({ name, path, description, command, pictures }) =>
      `| [${name}](${path}) | ${description} | \`${command}\` | ${pictures.map(picture).join(" ")} |`,
  );
  return ["| example | shows | run it | who hands over to whom |", "|---|---|---|---|", ...lines].join("\n");
}

function picture({ file, title }: Example["pictures"][number]): string {
  return `<a href="${file}"><img src="${file}" width="260" alt="${title}"></a>`;
}
