import { brokenAgents } from "./broken-agents.ts";
import { brokenArtifacts } from "./broken-artifacts.ts";
import { brokenDataSources } from "./broken-data-sources.ts";
import { brokenFiles } from "./broken-files.ts";
import { brokenHandoffs } from "./broken-handoffs.ts";
import { brokenHooks } from "./broken-hooks.ts";
import { brokenHttpTools } from "./broken-http-tools.ts";
import { brokenMcpTools } from "./broken-mcp-tools.ts";
import { brokenOrchestrators } from "./broken-orchestrators.ts";
import { brokenOutputs } from "./broken-outputs.ts";
import { brokenSources } from "./broken-sources.ts";
import { brokenTools } from "./broken-tools.ts";
import { brokenVariables } from "./broken-variables.ts";
import type { MalformedDefinition } from "./malformed-definition.ts";

/** Every definition with one mistake that was made by hand. */
export const malformedDefinitions: readonly MalformedDefinition[] = [
  ...brokenFiles,
  ...brokenOrchestrators,
  ...brokenAgents,
  ...brokenHandoffs,
  ...brokenVariables,
  ...brokenSources,
  ...brokenDataSources,
  ...brokenOutputs,
  ...brokenTools,
  ...brokenHooks,
  ...brokenHttpTools,
  ...brokenMcpTools,
  ...brokenArtifacts,
];
