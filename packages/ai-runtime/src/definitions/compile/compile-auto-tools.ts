import { toolName } from "./compile-tools.ts";
import type { Part } from "./definition-parts.ts";
import type { AgentsFile } from "../files/agents-file.ts";
import type { ToolsFile } from "../files/tools-file.ts";
import type { AgentManifest } from "../manifest.ts";
import type { Report } from "../source/report.ts";

/** The agents, those with `auto_tool_mode` with the one tool that their reply calls and none to call themselves. */
export function compileAutoTools(
  agents: readonly AgentManifest[],
  part: Part<AgentsFile>,
  tools: Part<ToolsFile>,
  report: Report,
): readonly AgentManifest[] {
  if (part.state !== "ok") return agents;
  const { source, value } = part;
  const entries = tools.state === "ok" ? (tools.value.tools ?? []) : [];
  const marked = new Set(entries.filter((entry) => entry.auto_invoke).map(toolName));
  return agents.map((agent, index) => {
    if (!value.agents[index]?.auto_tool_mode) return agent;
    const place = source.at(["agents", index, "auto_tool_mode"]);
    if (agent.structured_output === undefined)
      report.error(
        place,
        "key.missing",
        `${agent.name} has no structured output to call a tool with.`,
        "Add `structured_output:`, or register a model for it.",
      );
    const [only, ...others] = agent.tools.length > 1 ? agent.tools.filter((name) => marked.has(name)) : agent.tools;
    if (only === undefined && tools.state !== "broken")
      report.error(
        place,
        "key.missing",
        agent.tools.length === 0 ? `${agent.name} has no tool.` : `${agent.name} has several tools.`,
        agent.tools.length === 0 ? "Grant it one." : "Write `auto_invoke: true` on the one that is to be called.",
      );
    if (others.length > 0)
      report.error(
        place,
        "key.conflict",
        `${[only, ...others].join(" and ")} are both to be called by ${agent.name}.`,
        "Write `auto_invoke: true` on one of them only.",
      );
    return { ...agent, tools: [], ...(only !== undefined && { auto_tool: only }) };
  });
}
