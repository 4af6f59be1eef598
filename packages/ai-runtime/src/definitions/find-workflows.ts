import { readdir, readFile, stat } from "node:fs/promises";
import { basename, join, resolve, sep } from "node:path";
import type { Diagnostic, Place } from "./source/diagnostic.ts";
import { suggest } from "./source/name-suggestion.ts";
import { createReport, type Report } from "./source/report.ts";
import { orchestratorNames } from "./compile/workflow-parts.ts";

export interface FoundWorkflow {
  readonly workflow_id: string;
  readonly folder: string;
  /** False: it stands below a root that nobody vouches for. */
  readonly trusted: boolean;
}

export interface FoundWorkflows {
  /** Folders to load, in order of their ids. */
  readonly folders: readonly FoundWorkflow[];
  /** Every workflow folder that is there, also those that are not to be loaded. */
  readonly present: readonly string[];
  /** What is wrong with the roots themselves. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Finds the workflows of the roots: a folder that holds an orchestrator file, or a root that is such a folder itself.
 * `enabled` limits them to these ids. An id that is there twice, in any case, is an error, and none of the two is taken;
 * but a workflow of `untrusted` roots cannot keep a trusted one from being taken.
 */
export async function findWorkflows(
  roots: readonly string[],
  enabled?: readonly string[],
  untrusted: readonly string[] = [],
): Promise<FoundWorkflows> {
  const report = createReport();
  const found: FoundWorkflow[] = [];
  const isTrusted = (folder: string): boolean =>
    !untrusted.some((root) => `${resolve(folder)}${sep}`.startsWith(`${resolve(root)}${sep}`));
  for (const root of [...roots, ...untrusted]) {
    for (const entry of await findIn(root, report))
      if (!found.some(({ folder }) => resolve(folder) === resolve(entry.folder)))
        found.push({ ...entry, trusted: isTrusted(entry.folder) });
  }
  const wanted = enabled && new Set(enabled.map((id) => id.toLowerCase()));
  for (const id of enabled ?? [])
    if (!found.some(({ workflow_id }) => workflow_id.toLowerCase() === id.toLowerCase()))
      report.error(
        startOf(roots[0] ?? "."),
        "workflow.none",
        `The enabled workflow ${JSON.stringify(id)} is in none of the folders.`,
        suggest(
          id,
          found.map(({ workflow_id }) => workflow_id),
          "Correct WORKFLOWS_ENABLED.",
        ),
      );
  const chosen = found.filter(({ workflow_id }) => !wanted || wanted.has(workflow_id.toLowerCase()));
  const folders = chosen.filter((entry) => !reportTwin(entry, chosen, report));
  return {
    folders: folders.toSorted((left, right) => (left.workflow_id < right.workflow_id ? -1 : 1)),
    present: found.map(({ folder }) => folder),
    diagnostics: report.diagnostics(),
  };
}

async function findIn(root: string, report: Report): Promise<{ workflow_id: string; folder: string }[]> {
  try {
    const below = await readdir(root, { withFileTypes: true });
    const folders = below
      .filter((entry) => !entry.name.startsWith(".") && entry.name !== "node_modules" && !entry.isFile())
      .map(({ name }) => join(root, name));
    const isWorkflow = await holds(root, orchestratorNames);
    const candidates = isWorkflow ? [root] : [root, ...folders];
    if (!isWorkflow) await reportOtherKinds(root, report);
    const found: { workflow_id: string; folder: string }[] = [];
    for (const folder of candidates) {
      if (await holds(folder, orchestratorNames)) found.push({ workflow_id: idOf(folder), folder });
      else if (await holds(folder, ["agents.yaml"]))
        report.error(
          startOf(join(folder, "agents.yaml")),
          "workflow.none",
          "The folder has agents, but no orchestrator.yaml.",
          "Create it, or correct its name.",
        );
    }
    return found;
  } catch (thrown) {
    const reason = thrown instanceof Error && "code" in thrown ? String(thrown.code) : String(thrown);
    report.error(startOf(root), "file.unreadable", `The folder cannot be read (${reason}).`, "Correct the path.");
    return [];
  }
}

/** Kinds of definition that stand beside workflow folders. */
async function reportOtherKinds(root: string, report: Report): Promise<void> {
  const unsupported = (path: string, what: string): void => {
    report.error(
      startOf(path),
      "feature.not-supported",
      `${what} are not supported by this version.`,
      "Remove the file.",
    );
  };
  for (const name of ["workflow_graph.yaml", "workflow_graph.yml", "workflow_graph.json"])
    if (await holds(join(root, "_pack"), [name])) unsupported(join(root, "_pack", name), "Packs of workflows");
  for (const entry of await readdir(root, { withFileTypes: true })) {
    if (!entry.isFile() || !/\.ya?ml$/.test(entry.name)) continue;
    const text = await readFile(join(root, entry.name), "utf8");
    if (/^trigger:/m.test(text) && /^steps:/m.test(text)) unsupported(join(root, entry.name), "Step workflows");
  }
}

async function holds(folder: string, names: readonly string[]): Promise<boolean> {
  const isFile = (name: string): Promise<boolean> =>
    stat(join(folder, name)).then(
      (info) => info.isFile(),
      () => false,
    );
  return (await Promise.all(names.map(isFile))).includes(true);
}

function reportTwin(entry: FoundWorkflow, all: readonly FoundWorkflow[], report: Report): boolean {
  const id = entry.workflow_id.toLowerCase();
  const twin = all.find(
    (other) => other !== entry && (other.trusted || !entry.trusted) && other.workflow_id.toLowerCase() === id,
  );
  if (!twin) return false;
  report.error(
    startOf(entry.folder),
    "workflow.duplicate",
    `The workflow id ${entry.workflow_id} is also that of ${twin.folder}.`,
    "Rename one of the folders; ids that differ only in case are equal.",
  );
  return true;
}

function idOf(folder: string): string {
  return basename(resolve(folder));
}

function startOf(path: string): Place {
  return { file: path, line: 1, column: 1 };
}
