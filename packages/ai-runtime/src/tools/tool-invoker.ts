import { MozaiksError } from "@mozaiks/contracts";
import { openGuardedFetch, type GuardedFetchOptions } from "./guarded-fetch.ts";
import type { InvokeTool } from "./invocation.ts";
import { createHttpInvoker } from "./invoke-http.ts";
import { invokeModule } from "./invoke-module.ts";
import type { Secrets } from "./secrets.ts";

/** Carries out tools of every kind, and owns what they hold open. */
export interface ToolInvoker extends AsyncDisposable {
  /** @throws MozaiksError `tool.failed` for a tool that a person answers. */
  readonly invoke: InvokeTool;
}

export interface ToolInvokerOptions extends GuardedFetchOptions {
  /** What tools may refer to as `${secret:NAME}`. */
  readonly secrets: Secrets;
}

export function openToolInvoker(options: ToolInvokerOptions): ToolInvoker {
  const guarded = openGuardedFetch(options);
  const invokeHttp = createHttpInvoker(guarded, options.secrets);
  return {
    async invoke(invocation) {
      switch (invocation.tool.kind) {
        case "module":
          return await invokeModule(invocation);
        case "http":
          return await invokeHttp(invocation);
        case "ui":
          throw new MozaiksError("tool.failed", "a person answers this tool");
      }
    },
    async [Symbol.asyncDispose]() {
      await guarded[Symbol.asyncDispose]();
    },
  };
}
