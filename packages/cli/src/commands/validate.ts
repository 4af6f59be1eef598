import { formatDiagnostic, type Validation, validateFolder } from "@mozaiks/ai-runtime";
import { isSet } from "../arguments.ts";
import type { Command } from "../command.ts";
import { devWorkflowFolders, namedWorkflowFolder } from "../dev-workflow-folders.ts";

/** `mozaiks validate`: what is wrong with workflow definitions, and how to fix it. */
export const command: Command = {
  name: "validate",
  description:
    "Checks one workflow's folder, or every workflow below a folder, with the code that the server loads them with.\n" +
    "Prints file:line:column, code, message and fix of each mistake; fails when there is an error. Needs no server or key.",
  positionals: [
    { name: "dir", description: "the folder; ./workflows and ./examples/*/workflows when absent", optional: true },
  ],
  options: { json: { type: "boolean", description: "print everything as one JSON object" } },
  examples: [
    { line: "mozaiks validate workflows", does: "check a pack" },
    { line: "mozaiks validate workflows/Tea --json", does: "check one workflow, for a program" },
  ],
  async run(args, io) {
    const [named] = args.positionals;
    const folders = named === undefined ? await devWorkflowFolders(io.cwd) : [namedWorkflowFolder(named, io.cwd)];
    const found = merge(await Promise.all(folders.map(validateFolder)));
    if (isSet(args, "json")) io.print(JSON.stringify(found));
    else {
      for (const diagnostic of found.diagnostics)
        io.print(io.style(diagnostic.severity === "error" ? "red" : "yellow", formatDiagnostic(diagnostic)));
      const counted = [
        count(found.workflows.length, "workflow"),
        count(found.errors, "error"),
        count(found.warnings, "warning"),
      ];
      io.print(counted.join(", "));
    }
    return found.errors > 0 ? 1 : 0;
  },
};

function merge(validations: readonly Validation[]): Validation {
  return {
    diagnostics: validations.flatMap(({ diagnostics }) => diagnostics),
    workflows: validations.flatMap(({ workflows }) => workflows),
    errors: validations.reduce((sum, { errors }) => sum + errors, 0),
    warnings: validations.reduce((sum, { warnings }) => sum + warnings, 0),
  };
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
