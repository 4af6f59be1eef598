import { MozaiksError } from "@mozaiks/contracts";
import type { InvokeTool } from "./invocation.ts";
import { invokeModule } from "./invoke-module.ts";

/** Carries out tools of every kind. */
export interface ToolInvoker {
  /** @throws MozaiksError `tool.failed` for a tool that a person answers. */
  readonly invoke: InvokeTool;
}

export function createToolInvoker(): ToolInvoker {
  return {
    async invoke(invocation) {
      switch (invocation.tool.kind) {
        case "module":
          return await invokeModule(invocation);
        case "ui":
          throw new MozaiksError("tool.failed", "a person answers this tool");
      }
    },
  };
}
