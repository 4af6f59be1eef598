import { formatDiagnostic, playScenarios } from "@mozaiks/ai-runtime";
import { isSet, textOf } from "../arguments.ts";
import type { Command } from "../command.ts";
import { devWorkflowFolders, namedWorkflowFolder } from "../dev-workflow-folders.ts";
import { CliError } from "../failure.ts";
import { scenarioLines } from "../scenario-lines.ts";

/** `mozaiks test`: plays the scenarios of workflows. */
export const command: Command = {
  name: "test",
  description:
    "Plays the scenarios of a workflow's folder, or of every workflow below a folder: tests/*.yaml, what a person does and\n" +
    "what must come of it. The real engine runs them, with rehearsals or scripted replies instead of a model, each in a\n" +
    "data folder of its own. Fails when a scenario does, or when there is none.",
  positionals: [
    { name: "dir", description: "the folder; ./workflows and ./examples/*/workflows when absent", optional: true },
  ],
  options: {
    filter: {
      type: "string",
      short: "f",
      value: "<text>",
      description: "only scenarios with this in <workflow>/<name>",
    },
    log: { type: "boolean", description: "show the log of scenarios that pass as well" },
    json: { type: "boolean", description: "print each result as one JSON object in a line" },
  },
  examples: [
    { line: "mozaiks test", does: "every scenario there is" },
    { line: "mozaiks test workflows/Tea --filter refund --log", does: "some of one workflow, with their logs" },
  ],
  async run(args, io) {
    const json = isSet(args, "json");
    const [named] = args.positionals;
    const folders = named === undefined ? await devWorkflowFolders(io.cwd) : [namedWorkflowFolder(named, io.cwd)];
    const filter = textOf(args, "filter");
    const { played, diagnostics } = await playScenarios(folders, {
      ...(filter !== undefined && { filter }),
      onPlayed(result) {
        if (json) io.print(JSON.stringify(result));
        else for (const line of scenarioLines(result, { style: io.style, log: isSet(args, "log") })) io.print(line);
      },
    });
    const errors = diagnostics.filter(({ severity }) => severity === "error");
    for (const each of errors) {
      if (json) io.print(JSON.stringify(each));
      else io.print(io.style("red", formatDiagnostic(each)));
    }
    if (played.length === 0 && errors.length === 0)
      throw new CliError("scenario.none", "There is no scenario to play", {
        fix: "write one in tests/ of a workflow's folder, or correct --filter",
      });
    const failed = played.filter(({ ok }) => !ok).length;
    if (!json)
      io.print(
        `${played.length - failed} passed, ${failed} failed${errors.length > 0 ? `, ${errors.length} with mistakes` : ""}`,
      );
    return failed + errors.length > 0 ? 1 : 0;
  },
};
