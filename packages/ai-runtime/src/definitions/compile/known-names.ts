import { alwaysBound } from "../expressions/expression-scope.ts";
import { suggest } from "../source/name-suggestion.ts";
import type { Report } from "../source/report.ts";
import type { SourceFile, SourcePath } from "../source/source-file.ts";

/** What the files of a workflow name, for checking that whatever is named exists. A set that is not known is not checked. */
export interface NameSets {
  readonly agents: ReadonlySet<string> | undefined;
  readonly tools: ReadonlySet<string> | undefined;
  readonly uiTools: ReadonlySet<string> | undefined;
  readonly variables: ReadonlySet<string> | undefined;
  readonly models: ReadonlySet<string> | undefined;
}

export interface KnownNames extends NameSets {
  /** Each reports an error at the path when the name is not declared, and says whether it is. */
  requireAgent(name: string, source: SourceFile, path: SourcePath, isKey?: boolean): boolean;
  requireTool(name: string, source: SourceFile, path: SourcePath): boolean;
  requireUiTool(name: string, source: SourceFile, path: SourcePath): boolean;
  requireModel(name: string, source: SourceFile, path: SourcePath): boolean;
  /** A declared variable or one that is always there. */
  requireVariable(name: string, source: SourceFile, path: SourcePath): boolean;
}

export function createKnownNames(sets: NameSets, report: Report): KnownNames {
  const requireIn =
    (known: ReadonlySet<string> | undefined, kind: string, file: string) =>
    (name: string, source: SourceFile, path: SourcePath, isKey = false): boolean => {
      if (!known || known.has(name)) return true;
      report.error(
        isKey ? source.atKey(path) : source.at(path),
        "name.unknown",
        `There is no ${kind} ${JSON.stringify(name)}.`,
        suggest(name, known, `Declare it in ${file}.`),
      );
      return false;
    };
  const variables = sets.variables && new Set([...sets.variables, ...Object.keys(alwaysBound)]);
  return {
    ...sets,
    requireAgent: requireIn(sets.agents, "agent", "agents.yaml"),
    requireTool: requireIn(sets.tools, "tool", "tools.yaml"),
    requireUiTool: requireIn(sets.uiTools, "UI tool", "tools.yaml"),
    requireModel: requireIn(sets.models, "model", "structured_outputs.yaml"),
    requireVariable: requireIn(variables, "variable", "context_variables.yaml"),
  };
}

/** Reports each name that was declared before. */
export function reportDuplicates(
  names: readonly { readonly name: string; readonly path: SourcePath }[],
  kind: string,
  source: SourceFile,
  report: Report,
): void {
  const first = new Map<string, SourcePath>();
  for (const { name, path } of names) {
    const before = first.get(name);
    if (before === undefined) first.set(name, path);
    else
      report.error(
        source.at(path),
        "name.duplicate",
        `The ${kind} ${JSON.stringify(name)} is declared in line ${source.at(before).line} already.`,
        "Rename one of them.",
      );
  }
}
