import type { Json, JsonObject } from "@mozaiks/contracts";
import type { DefinitionCode } from "../../src/definitions/definition.ts";
import type { ToolManifest } from "../../src/definitions/manifest.ts";
import type { ToolContext } from "../../src/tool.ts";
import type { Invocation } from "../../src/tools/invocation.ts";
import { buildDefinition } from "../engine/manifest-builder.ts";

export interface InvocationParts {
  readonly args?: JsonObject;
  readonly context?: JsonObject;
  readonly signal?: AbortSignal;
  readonly code?: Partial<DefinitionCode>;
  readonly progress?: ToolContext["progress"];
}

/** One call of a tool outside of any session, and what it set. */
export function invocationOf(
  tool: Partial<ToolManifest>,
  parts: InvocationParts = {},
): Invocation & { readonly changes: JsonObject; readonly logs: readonly string[] } {
  const definition = buildDefinition({ tools: [{ name: "subject", ...tool }] });
  const manifest = definition.tools.get("subject");
  if (!manifest) throw new Error("the tool is there");
  const changes: JsonObject = {};
  const logs: string[] = [];
  const code: DefinitionCode = {
    tool: () => () => null,
    rehearsal: () => undefined,
    hook: () => () => null,
    agent: () => () => null,
    ...parts.code,
  };
  const write = (...said: readonly unknown[]): void =>
    void logs.push(said.filter((each) => typeof each === "string").join(" "));
  const all = (): JsonObject => ({ ...parts.context, ...changes });
  const context: Partial<ToolContext> = {
    context: {
      get: (name) => all()[name],
      set: (name: string, value: Json) => {
        if (name === "locked") throw new Error("the agent may not set locked");
        changes[name] = value;
      },
      all,
    },
    session: { app_id: "app", user_id: "ann", chat_id: "c1", workflow_id: "Test", run_id: "r1", agent: "A" },
    signal: parts.signal ?? new AbortController().signal,
    idempotencyKey: "key-1",
    progress: parts.progress ?? (() => undefined),
    log: { debug: write, info: write, warn: write, error: write },
  };
  return { definition, code, tool: manifest, args: parts.args ?? {}, context: context as ToolContext, changes, logs };
}
