import { readdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import { loadWorkflow } from "@mozaiks/ai-runtime";
import { isSet, textOf, usage } from "../../arguments.ts";
import type { Command } from "../../command.ts";
import { copyTemplate } from "../../copy-template.ts";
import { CliError } from "../../failure.ts";
import type { Io } from "../../io.ts";
import { listPatterns, patternUses, templateOf } from "../../workflow-patterns.ts";

/** `mozaiks new workflow`: a workflow to begin with. */
export const command: Command = {
  name: "new workflow",
  description: [
    "Writes a workflow that runs: agents, tools, handoffs, a rehearsal that answers without a model, and scenarios.",
    "Never overwrites anything. The patterns:",
    ...Object.entries(patternUses).map(([name, use]) => `  ${name.padEnd(22)} ${use}`),
  ].join("\n"),
  positionals: [{ name: "name", description: "the workflow's id: letters, digits, _ and -, such as SupportTriage" }],
  options: {
    pattern: { type: "string", short: "p", value: "<pattern>", description: "what to begin with (default)" },
    dir: { type: "string", short: "d", value: "<folder>", description: "where its folder is made (workflows)" },
    json: { type: "boolean", description: "print folder and files as one JSON object" },
  },
  examples: [
    { line: "mozaiks new workflow Tea", does: "the smallest one, in workflows/Tea" },
    { line: "mozaiks new workflow Support --pattern escalation", does: "one of the design patterns" },
  ],
  async run(args, io) {
    const [name = ""] = args.positionals;
    const pattern = textOf(args, "pattern") ?? "default";
    const patterns = await listPatterns();
    if (!patterns.includes(pattern))
      throw usage(`There is no pattern ${JSON.stringify(pattern)}`, `use one of ${patterns.join(", ")}`);
    const shown = textOf(args, "dir") ?? "workflows";
    const parent = resolve(io.cwd, shown);
    const template = await openTemplate(templateOf(pattern), name);
    for (const { id } of template.parts) await checkName(id, parent, shown);
    const files: string[] = [];
    for (const { id, folder } of template.parts)
      for (const file of await copyTemplate(folder, join(parent, id), template.rename))
        files.push(join(shown, id, file));
    for (const { id } of template.parts) {
      const load = await loadWorkflow(join(parent, id));
      if (!load.ok) throw new CliError("definition.invalid", `The template ${pattern} does not load`);
    }
    if (isSet(args, "json")) io.print(JSON.stringify({ workflow_id: name, pattern, folder: join(shown, name), files }));
    else tell(io, name, shown, files);
    return 0;
  },
};

/** @throws CliError `usage.invalid` for a name that cannot be one, `workflow.exists` for one that is taken. */
async function checkName(name: string, folder: string, shown: string): Promise<void> {
  if (!/^[A-Za-z][A-Za-z0-9_-]{0,63}$/.test(name))
    throw usage(
      `${JSON.stringify(name)} is no id of a workflow`,
      "use letters, digits, _ and -, beginning with a letter",
    );
  const taken = (await namesIn(folder)).find((entry) => entry.toLowerCase() === name.toLowerCase());
  if (taken !== undefined)
    throw new CliError("workflow.exists", `${join(shown, taken)} exists already`, {
      fix: "choose another name; ids that differ only in case are equal",
    });
}

async function namesIn(folder: string): Promise<readonly string[]> {
  return readdir(folder).catch((thrown: unknown) => {
    if ((thrown as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw thrown;
  });
}

interface Template {
  /** The folders of its workflows, and their ids from now on. */
  readonly parts: readonly { readonly id: string; readonly folder: string }[];
  /** A text with the new id and title in place of the template's own. */
  readonly rename: (text: string) => string;
}

/**
 * The workflows of a template: one, or several whose ids begin with that of the first. A template's id is of two words or
 * more, so that nothing else in it reads as the id or the title.
 */
async function openTemplate(folder: string, name: string): Promise<Template> {
  const ids = (await readdir(folder)).toSorted();
  const [own = ""] = ids;
  const rename = (text: string): string => text.replaceAll(own, name).replaceAll(titleOf(own), titleOf(name));
  return { parts: ids.map((id) => ({ id: rename(id), folder: join(folder, id) })), rename };
}

/** `SupportTriage` as people read it: `Support triage`. */
function titleOf(name: string): string {
  const words = name.replaceAll(/[_-]+/g, " ").replaceAll(/([a-z0-9])([A-Z])/g, "$1 $2");
  return words.charAt(0).toUpperCase() + words.slice(1).replaceAll(/ [A-Z](?=[a-z])/g, (start) => start.toLowerCase());
}

function tell(io: Io, name: string, parent: string, files: readonly string[]): void {
  for (const file of files) io.print(`${io.style("green", "+")} ${file}`);
  io.print("");
  io.print(`  mozaiks test ${join(parent, name)}    # play its scenarios`);
  io.print(`  mozaiks dev --workflows ${parent}    # talk to it on http://localhost:8000`);
}
