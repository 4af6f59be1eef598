import { compileDefinition } from "../../src/definitions/compile-definition.ts";
import type { Definition } from "../../src/definitions/definition.ts";
import type {
  AgentManifest,
  HandoffManifest,
  Manifest,
  ToolManifest,
  VariableManifest,
} from "../../src/definitions/manifest.ts";

/** A workflow of agents by name, with whatever a test changes. */
export interface ManifestParts extends Omit<Partial<Manifest>, "agents" | "tools" | "handoffs" | "variables"> {
  readonly agents?: readonly (string | (Partial<AgentManifest> & { name: string }))[];
  readonly tools?: readonly (Partial<ToolManifest> & { name: string })[];
  readonly handoffs?: readonly (Omit<HandoffManifest, "id"> & { id?: string })[];
  readonly variables?: readonly (Partial<VariableManifest> & { name: string })[];
}

export function buildManifest(parts: ManifestParts = {}): Manifest {
  const { agents = ["A"], tools = [], handoffs = [], variables = [], ...rest } = parts;
  return {
    format: 1,
    workflow_id: "Test",
    title: "Test",
    startup_mode: "UserDriven",
    pattern: "DefaultPattern",
    human_in_the_loop: true,
    max_turns: 20,
    suggestions: [],
    entry_point: true,
    outputs: {},
    rehearsed: [],
    agents: agents.map((agent) => ({
      display_name: typeof agent === "string" ? agent : agent.name,
      prompt: "You help.",
      settings: {},
      tools: tools.map((tool) => tool.name),
      context: [],
      ...(typeof agent === "string" ? { name: agent } : agent),
    })),
    tools: tools.map((tool) => ({
      description: "",
      kind: tool.ui ? "ui" : "module",
      parameters: { type: "object" },
      timeout_ms: 5_000,
      retries: 0,
      show: "full",
      idempotent: false,
      ...tool,
    })),
    handoffs: handoffs.map((rule, index) => ({ id: `handoffs.yaml:${index + 1}`, ...rule })),
    variables: variables.map((variable) => ({
      type: "string",
      client_visible: true,
      source: "state",
      triggers: [],
      ...variable,
    })),
    ...rest,
  };
}

export function buildDefinition(parts: ManifestParts = {}): Definition {
  const manifest = buildManifest(parts);
  return compileDefinition({ workflow_id: manifest.workflow_id, version: "v1", manifest: JSON.stringify(manifest) });
}
