import type { JsonObject } from "@mozaiks/contracts";
import type { Definition, DefinitionCode } from "../definitions/definition.ts";
import type { ToolManifest } from "../definitions/manifest.ts";
import type { ToolContext } from "../tool.ts";

/** One attempt at one call. Its arguments fit the tool's schema already. */
export interface Invocation {
  readonly definition: Definition;
  readonly code: DefinitionCode;
  readonly tool: ToolManifest;
  readonly args: JsonObject;
  readonly context: ToolContext;
}

/**
 * Does what a tool of one kind is. Whatever it resolves to is the result; whatever it throws is told to the agent, so
 * its message holds no secret. It stops when `context.signal` aborts.
 */
export type InvokeTool = (invocation: Invocation) => Promise<unknown>;
