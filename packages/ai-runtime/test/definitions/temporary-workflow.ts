import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** The files of a small workflow without mistakes; undefined leaves a file out. */
export const smallWorkflow: Readonly<Record<string, string>> = {
  "orchestrator.yaml": "workflow_name: Small\n",
  "agents.yaml": [
    "agents:",
    "  - name: Ann",
    "    system_message: Be Ann.",
    "    context: [stage]",
    "  - name: Bob",
    "    system_message: Be Bob.",
    "",
  ].join("\n"),
  "handoffs.yaml": [
    "handoff_rules:",
    "  - source_agent: Ann",
    "    target_agent: Bob",
    "    handoff_type: condition",
    '    condition: stage == "done"',
    "",
  ].join("\n"),
  "context_variables.yaml": [
    "definitions:",
    "  - name: stage",
    "    type: string",
    "  - name: count",
    "    type: integer",
    "",
  ].join("\n"),
  "tools.yaml": [
    "tools:",
    "  - agent: Ann",
    "    name: greet",
    "    file: greet.ts",
    "    function: greet",
    "    description: Greets.",
    "    parameters: { type: object }",
    "",
  ].join("\n"),
  "tools/greet.ts": "export const greet = (): string => 'hello';\n",
};

export interface TemporaryFolder extends AsyncDisposable {
  readonly path: string;
  write(files: Readonly<Record<string, string | Uint8Array | undefined>>): Promise<void>;
}

/** A folder `<id>` in a directory of its own, with the files of a small workflow changed as given. */
export async function temporaryWorkflow(
  changes: Readonly<Record<string, string | Uint8Array | undefined>> = {},
  id = "Small",
): Promise<TemporaryFolder> {
  const parent = await mkdtemp(join(tmpdir(), "mozaiks-definition-"));
  const path = join(parent, id);
  const folder: TemporaryFolder = {
    path,
    async write(files) {
      for (const [name, content] of Object.entries(files)) {
        const file = join(path, name);
        if (content === undefined) await rm(file, { force: true });
        else {
          await mkdir(dirname(file), { recursive: true });
          await writeFile(file, content);
        }
      }
    },
    [Symbol.asyncDispose]: () => rm(parent, { recursive: true, force: true }),
  };
  await folder.write({ ...smallWorkflow, ...changes });
  return folder;
}
