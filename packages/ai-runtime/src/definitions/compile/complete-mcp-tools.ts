import { createHash } from "node:crypto";
import type { JsonObject } from "@mozaiks/contracts";
import { compareDiagnostics, type Diagnostic } from "../source/diagnostic.ts";
import { createSchemaChecker } from "../source/json-schema.ts";
import type { LoadedWorkflow, WorkflowLoad } from "../load-workflow.ts";
import type { ToolManifest } from "../manifest.ts";

/** What an MCP server says of one of its tools. */
export interface DescribedTool {
  readonly name: string;
  readonly description: string;
  readonly parameters: JsonObject;
}

/** @throws Error that says in words why the server cannot be asked. */
export type DescribeTools = (workflow: LoadedWorkflow, server: string) => Promise<readonly DescribedTool[]>;

/**
 * Fills in what tools.yaml leaves to MCP servers: description and parameters, which become part of the version. What
 * tools.yaml says itself stands. A server that cannot be asked is a warning; then its tools take any arguments.
 */
export async function completeMcpTools(load: WorkflowLoad, describe: DescribeTools | undefined): Promise<WorkflowLoad> {
  if (!load.ok || !describe || load.undescribed.length === 0) return load;
  const { manifest, undescribed } = load;
  const diagnostics: Diagnostic[] = [...load.diagnostics];
  const described = new Map<string, ToolManifest>();
  const answers = new Map<string, Promise<readonly DescribedTool[]>>();
  const checker = createSchemaChecker();
  for (const { tool: name, place } of undescribed) {
    const tool = manifest.tools.find((each) => each.name === name);
    if (!tool?.mcp) continue;
    const { server, tool: remoteName } = tool.mcp;
    const answer = answers.get(server) ?? describe(load, server);
    answers.set(server, answer);
    try {
      const found = (await answer).find((each) => each.name === remoteName);
      if (!found) throw new Error(`it has no tool ${remoteName}`);
      if (checker.mistakes(found.parameters).length > 0) throw new Error("the schema it gives is not one");
      described.set(name, withDescription(tool, found));
    } catch (thrown) {
      const reason = thrown instanceof Error ? thrown.message : String(thrown);
      diagnostics.push({
        severity: "warning",
        code: "mcp.unreachable",
        message: `MCP server ${server} does not describe ${remoteName}: ${reason}.`,
        fix: "Start the server, or write description and parameters here.",
        ...place,
      });
    }
  }
  const sorted = diagnostics.toSorted(compareDiagnostics);
  if (described.size === 0) return { ...load, diagnostics: sorted };
  const tools = manifest.tools.map((tool) => described.get(tool.name) ?? tool);
  const version = createHash("sha256")
    .update(`${load.stored.version}\n${JSON.stringify([...described.values()])}`)
    .digest("hex")
    .slice(0, 20);
  const complete = { ...manifest, tools };
  const stored = { ...load.stored, version, manifest: JSON.stringify(complete) };
  return { ...load, manifest: complete, stored, undescribed: [], diagnostics: sorted };
}

function withDescription(tool: ToolManifest, { description, parameters }: DescribedTool): ToolManifest {
  const hasParameters = Object.keys((tool.parameters["properties"] ?? {}) as object).length > 0;
  return {
    ...tool,
    description: tool.description || description,
    parameters: hasParameters ? tool.parameters : parameters,
  };
}
