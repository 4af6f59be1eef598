import { join } from "node:path";
import { type ConfigOverrides, type Diagnostic, loadConfig, type RuntimeHandle } from "@mozaiks/ai-runtime";
import { isSet } from "../arguments.ts";
import { banner, loadedWorkflows } from "../banner.ts";
import type { Command } from "../command.ts";
import { namedWorkflowFolder, servedWorkflowFolders } from "../dev-workflow-folders.ts";
import { readEnvironment } from "../environment.ts";
import { openPage } from "../page.ts";
import { serve } from "../serve.ts";
import { serverOptions, serverOverrides } from "../server-options.ts";

/** `mozaiks dev`: the server with a chat page and tokens of its own, for one person's machine. */
export const command: Command = {
  name: "dev",
  description:
    "Runs everything on this machine and serves a chat page on http://localhost:8000.\n" +
    "Loads ./workflows and ./examples/*/workflows unless told otherwise, and with them `ask`, an assistant that knows\n" +
    "the page one is on. Makes its own token secret in the data folder, and without a model key lets each workflow's\n" +
    "rehearsal answer.",
  positionals: [
    { name: "dir", description: "a folder of workflows, or one that has them in workflows/", optional: true },
  ],
  options: { ...serverOptions, verbose: { type: "boolean", description: "print the server's log" } },
  examples: [
    { line: "mozaiks dev", does: "start, then open http://localhost:8000" },
    { line: "OPENAI_API_KEY=sk-… DEFAULT_MODEL=gpt-4o-mini mozaiks dev", does: "let a language model answer" },
    { line: "mozaiks dev examples/patterns/escalation", does: "one of the examples alone" },
    { line: "mozaiks dev --workflows ./my-pack --port 9000", does: "another pack on another port" },
  ],
  async run(args, io) {
    const env = await readEnvironment(io);
    const overrides = withNamed(serverOverrides(args), args.positionals[0], io.cwd);
    const isNamed = overrides.workflowFolders ?? env["WORKFLOWS_PATH"] ?? env["MOZAIKS_WORKFLOWS_PATH"];
    const config = await loadConfig(
      { ...env, LOG_LEVEL: isSet(args, "verbose") ? "info" : (env["LOG_LEVEL"] ?? "warn") },
      { ...overrides, ...(!isNamed && { workflowFolders: await servedWorkflowFolders(io.cwd) }), mode: "dev" },
    );
    const announce = async ({ url, model }: RuntimeHandle) => {
      const facts = { url, model, workflows: await loadedWorkflows(url), data: config.store.folder };
      io.print(isSet(args, "json") ? JSON.stringify(facts) : banner(facts, io.style));
    };
    const isExpected = ({ code, file }: Diagnostic) =>
      !isNamed && code === "file.unreadable" && file === join(io.cwd, "workflows");
    return serve(config, io, { announce, page: await openPage(), isExpected });
  },
};

/** The folder that is named first, then those of `--workflows`. */
function withNamed(overrides: ConfigOverrides, named: string | undefined, cwd: string): ConfigOverrides {
  if (named === undefined) return overrides;
  return { ...overrides, workflowFolders: [namedWorkflowFolder(named, cwd), ...(overrides.workflowFolders ?? [])] };
}
