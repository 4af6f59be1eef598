import type { Invocation } from "./invocation.ts";

/** Calls the function of a workflow's own code, in this process. */
export async function invokeModule({ code, tool, args, context }: Invocation): Promise<unknown> {
  return await code.tool(tool.name)(args, context);
}
