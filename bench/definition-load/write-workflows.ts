import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

/** Writes `count` folders `Flow1`, `Flow2`, …: three agents, rules, variables, an output, three tools of code. */
export async function writeWorkflows(folder: string, count: number): Promise<void> {
  for (let index = 1; index <= count; index += 1)
    for (const [name, text] of Object.entries(filesOf(index))) {
      const path = join(folder, `Flow${index}`, name);
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, text);
    }
}

/** The code of the stand-in replies; what the agent says in the end is `word`. */
export function rehearsalOf(word: string): string {
  return `export const Clerk = ({ messages }) => {
  const last = messages.at(-1);
  if (last.role === "tool") return { content: "${word}" };
  return last.content === "Now" ? { content: "${word}" } : { toolCalls: [{ name: "hold", arguments: { folder: last.content } }] };
};
export const Checker = () => ({ content: "Checked." });
export const Writer = () => ({ content: "Written." });
`;
}

/** Says that it has begun, and goes on when there is a file `go`. */
const hold = `import { access, writeFile } from "node:fs/promises";
import { setTimeout } from "node:timers/promises";
export async function hold({ folder }, { session, signal }) {
  await writeFile(folder + "/" + session.chat_id, "");
  while (!(await access(folder + "/go").then(() => true, () => false))) await setTimeout(20, undefined, { signal });
  return "done";
}
`;

function filesOf(index: number): Readonly<Record<string, string>> {
  const tool = (name: string, file: string): string =>
    `  - { name: ${name}, agent: Clerk, file: ${file}.ts, function: ${name}, description: Does ${name}., timeout_s: 600, parameters: { type: object, properties: { folder: { type: string } } } }\n`;
  const agent = (name: string): string =>
    `  - name: ${name}\n    description: One of three.\n    system_message: You are ${name} of office ${index}, and {{ topic }} is your matter.\n    context: [topic]\n`;
  return {
    "orchestrator.yaml": `workflow_name: Office ${index}\ndescription: One of many.\nmax_turns: 10\ninitial_agent: Clerk\n`,
    "agents.yaml": `agents:\n${agent("Clerk")}${agent("Checker")}${agent("Writer")}`,
    "handoffs.yaml": `handoff_rules:
  - { source_agent: Clerk, target_agent: Checker, handoff_type: condition, condition: topic == "check" && count > 2 }
  - { source_agent: Checker, target_agent: Writer, handoff_type: condition, condition: The check has found nothing }
  - { source_agent: Clerk, target_agent: terminate }
`,
    "context_variables.yaml": `definitions:
  - { name: topic, type: string, default: tea }
  - { name: count, type: integer, default: ${index} }
  - { name: many, type: boolean, source: { type: computed, expression: count > 5 } }
`,
    "structured_outputs.yaml": "models: { Verdict: { fields: { good: bool, why: str } } }\n",
    "tools.yaml": `tools:\n${tool("hold", "hold")}${tool("add", "sums")}${tool("subtract", "sums")}`,
    "tools/hold.ts": hold,
    "tools/sums.ts": `import { base } from "./base.ts";\nexport const add = () => base + 1;\nexport const subtract = () => base - 1;\n`,
    "tools/base.ts": `export const base: number = ${index};\n`,
    "rehearsal.ts": rehearsalOf("one"),
  };
}
