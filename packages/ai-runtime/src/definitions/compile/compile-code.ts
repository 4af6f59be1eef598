import { type BundleExport, bundleCode, type Bundle, readExports } from "./bundle-code.ts";
import { agentExport, rehearsalExport } from "../definition-code.ts";
import type { KnownNames } from "./known-names.ts";
import { suggest } from "../source/name-suggestion.ts";
import type { Place } from "../source/diagnostic.ts";
import { reportMistakes } from "./report-mistakes.ts";
import type { Report } from "../source/report.ts";
import type { WorkflowFolder } from "../workflow-folder.ts";

/** The name under which a rehearsal stands in for the manager model. */
export const managerName = "manager";

/** A function that the bundle must export. */
export interface CodeExport extends BundleExport {
  /** Default: a function. */
  readonly kind?: "class";
  /** What it is the function of, as in `tool greet`. */
  readonly what: string;
  /** Where it is named. */
  readonly place: Place;
}

export interface CompiledCode {
  /** Absent: the workflow has no code. */
  readonly bundle?: Bundle;
  /** Agents that the rehearsal has a function for. */
  readonly rehearsed: readonly string[];
}

/** Checks that every function exists and bundles them, all without running any; untrusted ones for an isolate. */
export async function compileCode(
  folder: WorkflowFolder,
  functions: readonly CodeExport[],
  names: KnownNames,
  trusted: boolean,
  report: Report,
): Promise<CompiledCode> {
  const rehearsal = ["rehearsal.ts", "rehearsal.js", "rehearsal.mts", "rehearsal.mjs"].find(
    (name) => trusted && folder.files.has(name),
  );
  const files = [...new Set([...functions.map(({ file }) => file), ...(rehearsal === undefined ? [] : [rehearsal])])];
  if (files.length === 0) return { rehearsed: [] };
  const known = new Map<string, readonly string[]>();
  const read = async (file: string): Promise<void> => {
    const exported = await reportMistakes(() => readExports(folder, file), file, folder, report);
    if (exported) known.set(file, exported);
  };
  await Promise.all(files.map(read));
  for (const each of functions) checkExport(each, known.get(each.file), report);
  const custom = new Set(functions.flatMap(({ kind, as }) => (kind === "class" ? [as] : [])));
  const rehearsed =
    rehearsal === undefined ? [] : checkRehearsal(rehearsal, known.get(rehearsal), folder, names, custom, report);
  if (report.hasErrors()) return { rehearsed };
  const exports: BundleExport[] = [
    ...functions,
    ...rehearsed.map((agent) => ({ file: rehearsal ?? "", name: agent, as: rehearsalExport(agent) })),
  ];
  const bundle = await reportMistakes(
    () => bundleCode(folder, exports, { isolated: !trusted }),
    files[0] ?? "",
    folder,
    report,
  );
  return { rehearsed, ...(bundle && { bundle }) };
}

function checkExport(
  { what, kind, file, name, place }: CodeExport,
  exported: readonly string[] | undefined,
  report: Report,
): void {
  if (!exported || exported.includes(name)) return;
  report.error(
    place,
    "code.export-missing",
    `${file} does not export ${name}, the ${kind ?? "function"} of ${what}.`,
    suggest(name, exported, `Write \`export ${kind ?? "function"} ${name}\` in ${file}.`),
  );
}

function checkRehearsal(
  file: string,
  exported: readonly string[] | undefined,
  folder: WorkflowFolder,
  names: KnownNames,
  custom: ReadonlySet<string>,
  report: Report,
): readonly string[] {
  if (!exported || !names.agents) return [];
  for (const name of exported)
    if (!names.agents.has(name) && name !== managerName)
      report.warning(
        folder.start(file),
        "name.unknown",
        `${file} exports ${name}, which is no agent.`,
        suggest(name, names.agents, "Do not export it."),
      );
  const missing = [...names.agents].filter((agent) => !exported.includes(agent) && !custom.has(agentExport(agent)));
  if (missing.length > 0)
    report.warning(
      folder.start(file),
      "code.export-missing",
      `${file} has no function for ${missing.join(", ")}.`,
      "Export a function by the agent's name.",
    );
  return [...names.agents, managerName].filter((name) => exported.includes(name));
}
