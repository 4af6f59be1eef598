import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join, relative, resolve } from "node:path";
import { loadWorkflow } from "@mozaiks/ai-runtime";
import { isSet, textOf, usage } from "../arguments.ts";
import type { Command } from "../command.ts";
import { CliError } from "../failure.ts";
import type { Io } from "../io.ts";
import { listPatterns, patternUses, templatesFolder } from "../workflow-patterns.ts";

/** What stands in a template for the workflow's name, as people read it, and for its id. */
const namePlaceholder = "WORKFLOW_NAME";
const idPlaceholder = "WORKFLOW_ID";

/** `mozaiks new`: a workflow to begin with. */
export const command: Command = {
  name: "new",
  description: [
    "Writes a workflow that runs: agents, tools, handoffs, a rehearsal that answers without a model, and scenarios.",
    "Never overwrites anything. The patterns:",
    ...Object.entries(patternUses).map(([name, use]) => `  ${name.padEnd(22)} ${use}`),
  ].join("\n"),
  positionals: [
    { name: "what", description: "workflow" },
    { name: "name", description: "the workflow's id: letters, digits, _ and -, such as SupportTriage" },
  ],
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
    const [what, name = ""] = args.positionals;
    if (what !== "workflow") throw usage(`There is no ${JSON.stringify(what)} to make`, "mozaiks new workflow <name>");
    const pattern = textOf(args, "pattern") ?? "default";
    const patterns = await listPatterns();
    if (!patterns.includes(pattern))
      throw usage(`There is no pattern ${JSON.stringify(pattern)}`, `use one of ${patterns.join(", ")}`);
    const shown = textOf(args, "dir") ?? "workflows";
    const parent = resolve(io.cwd, shown);
    const parts = await partsOf(join(templatesFolder, pattern), name);
    for (const part of parts) await checkName(part.id, parent, shown);
    const files: string[] = [];
    for (const { id, template } of parts)
      for (const file of await copyTemplate(template, join(parent, id), name)) files.push(join(shown, id, file));
    for (const { id } of parts) {
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

/** The workflows of a template: itself, or the folders that are named after the workflow. */
async function partsOf(template: string, name: string): Promise<readonly { id: string; template: string }[]> {
  const folders = (await readdir(template)).filter((entry) => entry.startsWith(idPlaceholder));
  if (folders.length === 0) return [{ id: name, template }];
  return folders.map((folder) => ({ id: folder.replace(idPlaceholder, name), template: join(template, folder) }));
}

/** Resolves to the files written, by their paths inside the folder. `wx`: what is there already is never touched. */
async function copyTemplate(template: string, folder: string, name: string): Promise<readonly string[]> {
  const entries = await readdir(template, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(template, join(entry.parentPath, entry.name)))
    .toSorted();
  for (const file of files) {
    const text = await readFile(join(template, file), "utf8");
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await writeFile(
      join(folder, file),
      text.replaceAll(namePlaceholder, titleOf(name)).replaceAll(idPlaceholder, name),
      { flag: "wx" },
    );
  }
  return files;
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
