import type { ConfigOverrides } from "@mozaiks/ai-runtime";
import { portOf, textOf, textsOf } from "./arguments.ts";
import type { Arguments, OptionSpec } from "./command.ts";

/** The options of every command that starts a server; each wins over the environment variable named. */
export const serverOptions = {
  port: { type: "string", short: "p", value: "<port>", description: "port, 0 for any free one (PORT, 8000)" },
  host: { type: "string", value: "<address>", description: "address to listen on (HOST)" },
  data: { type: "string", short: "d", value: "<folder>", description: "everything durable (DATA_PATH, .mozaiks)" },
  workflows: {
    type: "string",
    short: "w",
    multiple: true,
    value: "<folder>",
    description: "folder of workflows (WORKFLOWS_PATH)",
  },
  json: { type: "boolean", description: "print the address as one JSON line" },
} as const satisfies Record<string, OptionSpec>;

/** What the arguments fix. @throws CliError `usage.invalid`. */
export function serverOverrides(args: Arguments): ConfigOverrides {
  const port = portOf(args);
  const host = textOf(args, "host");
  const dataFolder = textOf(args, "data");
  const workflowFolders = textsOf(args, "workflows");
  return {
    ...(port !== undefined && { port }),
    ...(host !== undefined && { host }),
    ...(dataFolder !== undefined && { dataFolder }),
    ...(workflowFolders !== undefined && { workflowFolders }),
  };
}
