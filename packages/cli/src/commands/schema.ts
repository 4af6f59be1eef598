import { mkdir, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { fileSchemas } from "@mozaiks/ai-runtime";
import { isSet, textOf, usage } from "../arguments.ts";
import type { Command } from "../command.ts";

/** `mozaiks schema`: JSON Schemas of a workflow's files, for editors. */
export const command: Command = {
  name: "schema",
  description:
    "Writes the JSON Schema of each YAML file of a workflow, so that an editor completes keys and underlines mistakes:\n" +
    "begin a file with  # yaml-language-server: $schema=../../.schemas/agents.schema.json\n" +
    "Without --out it prints the schema of one file, or all of them as one JSON object by name.",
  positionals: [{ name: "file", description: `one of ${Object.keys(fileSchemas()).join(", ")}`, optional: true }],
  options: {
    out: { type: "string", short: "o", value: "<dir>", description: "write <file>.schema.json into this folder" },
    json: { type: "boolean", description: "with --out: print the paths as one JSON object" },
  },
  examples: [
    { line: "mozaiks schema --out .schemas", does: "schemas of all files, into a folder" },
    { line: "mozaiks schema agents", does: "the schema of agents.yaml" },
  ],
  async run(args, io) {
    const all = fileSchemas();
    const name = args.positionals[0]?.replace(/\.(ya?ml|json)$/, "");
    const schema = name === undefined ? undefined : all[name];
    if (name !== undefined && !schema)
      throw usage(`There is no file ${JSON.stringify(name)}`, `use one of ${Object.keys(all).join(", ")}`);
    const chosen = name === undefined || !schema ? all : { [name]: schema };
    const out = textOf(args, "out");
    if (out === undefined) {
      io.print(JSON.stringify(schema ?? all, null, 2));
      return 0;
    }
    const folder = resolve(io.cwd, out);
    await mkdir(folder, { recursive: true });
    const paths: Record<string, string> = {};
    for (const [file, content] of Object.entries(chosen)) {
      paths[file] = join(out, `${file}.schema.json`);
      await writeFile(join(folder, `${file}.schema.json`), `${JSON.stringify(content, null, 2)}\n`);
    }
    if (isSet(args, "json")) io.print(JSON.stringify(paths));
    else for (const path of Object.values(paths)) io.print(path);
    return 0;
  },
};
