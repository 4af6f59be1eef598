import { writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { isSet, textOf, usage } from "../arguments.ts";
import type { Command } from "../command.ts";
import { toMermaid } from "../graph/mermaid.ts";
import { toSvg } from "../graph/svg.ts";
import { workflowGraph } from "../graph/workflow-graph.ts";
import { loadOneWorkflow } from "../load-one-workflow.ts";

/** `mozaiks graph`: a picture of who hands over to whom. */
export const command: Command = {
  name: "graph",
  description:
    "Draws a workflow: its agents, the people, and who hands over to whom under which condition.\n" +
    "Prints Mermaid text for Markdown, or an SVG file that needs nothing else.",
  positionals: [{ name: "folder", description: "the workflow's folder" }],
  options: {
    format: { type: "string", short: "f", value: "<format>", description: "mermaid or svg; by the ending of --out" },
    out: { type: "string", short: "o", value: "<file>", description: "where to write it; standard output when absent" },
    tools: { type: "boolean", description: "name each agent's tools" },
    json: { type: "boolean", description: "print nodes and edges as one JSON object" },
  },
  examples: [
    { line: "mozaiks graph workflows/Tea --tools", does: "Mermaid text" },
    { line: "mozaiks graph workflows/Tea --out tea.svg", does: "a picture" },
  ],
  async run(args, io) {
    const out = textOf(args, "out");
    const format = textOf(args, "format") ?? (out?.endsWith(".svg") ? "svg" : "mermaid");
    if (format !== "svg" && format !== "mermaid")
      throw usage(`--format is ${JSON.stringify(format)}, and must be mermaid or svg`);
    const { manifest } = await loadOneWorkflow(args.positionals[0] ?? ".");
    const graph = workflowGraph(manifest, { tools: isSet(args, "tools") });
    const text = isSet(args, "json")
      ? `${JSON.stringify(graph)}\n`
      : format === "svg"
        ? toSvg(graph)
        : toMermaid(graph);
    if (out === undefined) io.stdout.write(text);
    else {
      await writeFile(resolve(io.cwd, out), text);
      io.print(out);
    }
    return 0;
  },
};
