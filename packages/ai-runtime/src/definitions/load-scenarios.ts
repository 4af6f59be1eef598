import type { Diagnostic } from "./source/diagnostic.ts";
import { type Expected, ScenarioFile } from "./files/scenario-file.ts";
import { createKnownNames, type KnownNames, type NameSets } from "./compile/known-names.ts";
import type { LoadedWorkflow } from "./load-workflow.ts";
import { type Manifest, nestedChatCall, workflowTarget } from "./manifest.ts";
import { suggest } from "./source/name-suggestion.ts";
import { createReport, type Report } from "./source/report.ts";
import { reportIssues } from "./source/schema-issues.ts";
import { parseSourceFile, type SourceFile, type SourcePath } from "./source/source-file.ts";
import { readWorkflowFolder } from "./workflow-folder.ts";

/** A scenario of a workflow, read from its file. */
export interface Scenario {
  /** The file's name without ending. */
  readonly name: string;
  readonly value: ScenarioFile;
  readonly source: SourceFile;
}

/**
 * Reads the scenarios of a workflow: `tests/*.yaml` of its folder, in order of their names. Those with mistakes are in
 * the diagnostics instead; every name in them is checked against the workflow.
 */
export async function loadScenarios(
  workflow: LoadedWorkflow,
): Promise<{ readonly scenarios: readonly Scenario[]; readonly diagnostics: readonly Diagnostic[] }> {
  const report = createReport();
  const folder = await readWorkflowFolder(workflow.folder, report);
  const scenarios: Scenario[] = [];
  for (const name of folder.files.keys()) {
    const base = /^tests\/([^/]+)\.(?:ya?ml|json)$/.exec(name)?.[1];
    const text = base === undefined ? undefined : folder.text(name, report);
    if (base === undefined || text === undefined) continue;
    const source = parseSourceFile(folder.start(name).file, name, text, report);
    if (!source) continue;
    const parsed = ScenarioFile.safeParse(source.data);
    if (!parsed.success) reportIssues(source, parsed.error.issues, ScenarioFile, report);
    else if (checkNames(parsed.data, source, workflow, folder.files, report))
      scenarios.push({ name: base, value: parsed.data, source });
  }
  return { scenarios, diagnostics: report.diagnostics() };
}

/** True when everything the scenario names exists. */
function checkNames(
  { model = {}, stubs = {}, variables = {}, turns, expect }: ScenarioFile,
  source: SourceFile,
  { manifest }: LoadedWorkflow,
  files: ReadonlyMap<string, unknown>,
  report: Report,
): boolean {
  const tools = manifest.tools.map(({ name }) => name);
  const speakers = [...manifest.agents.map(({ name }) => name), "manager"];
  const actions = new Set((manifest.artifacts ?? []).flatMap((type) => type.actions.map(({ name }) => name)));
  const own = createReport();
  const sets: NameSets = {
    agents: new Set(speakers),
    tools: new Set(tools),
    uiTools: new Set(tools),
    variables: new Set([...manifest.variables.map(({ name }) => name), "artifacts"]),
    models: undefined,
  };
  const names = createKnownNames(sets, own);
  const seen = createKnownNames({ ...sets, tools: new Set([...tools, ...callsOfRules(manifest)]) }, own);
  for (const agent of Object.keys(model)) names.requireAgent(agent, source, ["model", agent], true);
  for (const tool of Object.keys(stubs)) names.requireTool(tool, source, ["stubs", tool]);
  for (const variable of Object.keys(variables)) names.requireVariable(variable, source, ["variables", variable]);
  for (const [index, turn] of turns.entries()) {
    const at = (...more: SourcePath) => ["turns", index, ...more];
    for (const [which, path] of (turn.attach ?? []).entries())
      if (!files.has(path)) {
        const fix = suggest(path, files.keys(), "Write its path inside the workflow's folder.");
        own.error(source.at(at("attach", which)), "file.missing", `There is no file ${JSON.stringify(path)}.`, fix);
      }
    if (turn.act !== undefined && !actions.has(turn.act)) {
      const fix = suggest(turn.act, actions, "Declare it in ui_config.yaml.");
      own.error(source.at(at("act")), "name.unknown", `No artifact takes ${JSON.stringify(turn.act)}.`, fix);
    }
    if (turn.to !== undefined) names.requireAgent(turn.to, source, ["turns", index, "to"]);
    if (turn.tool !== undefined) names.requireTool(turn.tool, source, ["turns", index, "tool"]);
    checkExpected(turn.expect, ["turns", index, "expect"], source, seen, own);
  }
  checkExpected(expect, ["expect"], source, seen, own);
  for (const each of own.diagnostics()) report.error(each, each.code, each.message, each.fix);
  return !own.hasErrors();
}

/** What the log calls the calls that rules make: of other workflows, and of nested chats. */
function callsOfRules({ handoffs }: Manifest): readonly string[] {
  return handoffs.flatMap(({ target, nested }) => {
    if (nested) return [nestedChatCall];
    return target.startsWith(workflowTarget) ? [target.slice(workflowTarget.length)] : [];
  });
}

function checkExpected(
  expected: Expected | undefined,
  path: SourcePath,
  source: SourceFile,
  names: KnownNames,
  report: Report,
): void {
  for (const [index, agent] of (expected?.speakers ?? []).entries())
    names.requireAgent(agent, source, [...path, "speakers", index]);
  for (const [index, tool] of (expected?.asks ?? []).entries())
    names.requireTool(tool, source, [...path, "asks", index]);
  for (const [index, call] of (expected?.tools ?? []).entries()) {
    const at = [...path, "tools", index];
    if (typeof call === "string") names.requireTool(call, source, at);
    else {
      names.requireTool(call.name, source, [...at, "name"]);
      if (call.agent !== undefined) names.requireAgent(call.agent, source, [...at, "agent"]);
    }
  }
  for (const [index, message] of (expected?.messages ?? []).entries()) {
    if (typeof message === "string") continue;
    const at = [...path, "messages", index];
    if (message.from !== undefined) names.requireAgent(message.from, source, [...at, "from"]);
    if (message.matches !== undefined && !isRegex(message.matches))
      report.error(
        source.at([...at, "matches"]),
        "regex.invalid",
        "matches is not a regular expression.",
        "Correct it.",
      );
  }
  for (const variable of Object.keys(expected?.context ?? {}))
    names.requireVariable(variable, source, [...path, "context", variable]);
}

function isRegex(text: string): boolean {
  try {
    return new RegExp(text, "u") instanceof RegExp;
  } catch (thrown) {
    if (thrown instanceof SyntaxError) return false;
    throw thrown;
  }
}
