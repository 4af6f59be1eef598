import { variablesReadBy } from "./compile-http.ts";
import type { CompiledHandoffs } from "./compile-handoffs.ts";
import type { Part } from "./definition-parts.ts";
import type { AgentsFile } from "../files/agents-file.ts";
import type { ContextVariablesFile } from "../files/context-variables-file.ts";
import type { ToolsFile } from "../files/tools-file.ts";
import { toolName } from "./compile-tools.ts";
import { type Manifest, nestedTarget, workflowTarget } from "../manifest.ts";
import { checkPrompt } from "../prompt-template.ts";
import type { Report } from "../source/report.ts";

/** The files that warnings about unused parts point to. */
export interface UsableParts {
  readonly agents: Part<AgentsFile>;
  readonly tools: Part<ToolsFile>;
  readonly variables: Part<ContextVariablesFile>;
}

/** Warns of agents that can never speak and of tools and variables that nothing uses. */
export function checkUse(
  manifest: Manifest,
  read: CompiledHandoffs["names"],
  parts: UsableParts,
  report: Report,
): void {
  const { agents, tools, variables } = parts;
  if (agents.state === "ok") {
    const reachable = reachableAgents(manifest);
    const anybody =
      manifest.pattern !== "DefaultPattern" || manifest.handoffs.some(({ target }) => target === "manager");
    for (const [index, { name }] of agents.value.agents.entries())
      if (!anybody && !reachable.has(name))
        report.warning(
          agents.source.at(["agents", index, "name"]),
          "agent.unreachable",
          `No rule ever lets ${name} speak.`,
          "Add a handoff rule with it as target.",
        );
  }
  if (tools.state === "ok") {
    const actions = (manifest.artifacts ?? []).flatMap((type) => type.actions);
    const granted = new Set([
      ...manifest.agents.flatMap(({ tools: own, auto_tool }) => [...own, auto_tool]),
      ...actions.map(({ tool }) => tool),
      ...manifest.variables.map(({ tool }) => tool),
    ]);
    for (const [index, entry] of (tools.value.tools ?? []).entries()) {
      const name = toolName(entry);
      if (name !== undefined && !granted.has(name))
        report.warning(tools.source.at(["tools", index]), "tool.unused", `No agent may call ${name}.`, "Add `agent:`.");
    }
  }
  if (variables.state === "ok") {
    const used = new Set([...read, ...usedVariables(manifest)]);
    for (const [index, { name }] of (variables.value.definitions ?? []).entries())
      if (!used.has(name))
        report.warning(
          variables.source.at(["definitions", index, "name"]),
          "variable.unused",
          `Nothing uses ${name}.`,
          "Remove it, show it to an agent, or let a rule read it.",
        );
  }
}

/** Targets that are no agents. */
const words = new Set(["user", "terminate", "stay", "manager"]);

/** Whoever begins, and whoever is a target of somebody reachable. Whoever is in a nested chat of theirs speaks there, and leads to nobody. A tool may hand over to anybody; that is not seen here. */
function reachableAgents({ agents, handoffs, initial_agent }: Manifest): ReadonlySet<string> {
  const first = initial_agent ?? agents[0]?.name;
  const reachable = new Set(first === undefined ? [] : [first]);
  const waiting = ["user", ...reachable];
  const guarded = agents.flatMap(({ name: source, input_guardrails = [], output_guardrails = [] }) =>
    [...input_guardrails, ...output_guardrails].map(({ target }) => ({ source, target })),
  );
  for (let from = waiting.pop(); from !== undefined; from = waiting.pop()) {
    for (const { source, target } of [...handoffs, ...guarded]) {
      if (
        (source !== from && source !== "*") ||
        reachable.has(target) ||
        words.has(target) ||
        target.startsWith(workflowTarget) ||
        target.startsWith(nestedTarget)
      )
        continue;
      reachable.add(target);
      waiting.push(target);
    }
  }
  const nested = handoffs.flatMap(({ source, nested: chat }) =>
    chat && (source === "*" || reachable.has(source)) ? chat.agents : [],
  );
  return new Set([...reachable, ...nested]);
}

/** A variable that tools can write or read counts as used when there is a tool with code. */
function usedVariables(manifest: Manifest): readonly string[] {
  if (manifest.tools.some((tool) => tool.export !== undefined)) return manifest.variables.map(({ name }) => name);
  const inputs = Object.keys((manifest.input_schema?.["properties"] ?? {}) as object);
  return [
    ...inputs,
    ...(manifest.output === undefined ? [] : [manifest.output]),
    ...manifest.agents.flatMap(({ context, prompt }) => [
      ...context,
      ...checkPrompt(prompt).variables.map(({ name }) => name),
    ]),
    ...manifest.tools.flatMap(({ http }) => (http ? variablesReadBy(http) : [])),
    ...manifest.variables.filter((variable) => variable.client_visible).map(({ name }) => name),
    ...manifest.variables.flatMap(({ inputs }) => inputs ?? []),
  ];
}
