import type { Sandbox } from "../ports/sandbox.ts";
import type { InvokeTool } from "./invocation.ts";

/**
 * Calls the function of a definition that nobody vouches for. It gets its arguments, the variables, the session and a
 * log; what it sets is checked and takes effect when it has ended.
 */
export function createIsolateInvoker(sandbox: Sandbox): InvokeTool {
  return async ({ code, tool, args, context }) => {
    if (code.source === undefined || tool.export === undefined) throw new Error("the tool has no code");
    const { result, changes } = await sandbox.call(
      { code: code.source, name: tool.export, args, context: context.context.all(), session: { ...context.session } },
      { signal: context.signal, onLog: (level, fields, message) => context.log[level](fields, message) },
    );
    for (const [name, value] of changes) context.context.set(name, value);
    return result;
  };
}
