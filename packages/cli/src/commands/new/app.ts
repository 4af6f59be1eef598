import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { isSet, textOf, usage } from "../../arguments.ts";
import type { Command } from "../../command.ts";
import { copyTemplate } from "../../copy-template.ts";
import { CliError } from "../../failure.ts";

/** What the template is called, everywhere in it. */
const templateName = "notes-app";

/** `mozaiks new app`: an app to begin with. */
export const command: Command = {
  name: "new app",
  description:
    "Writes a small app that runs: one collection with its rules, a route of its own, tests, a committed migration and a\n" +
    "README, in a folder of that name. Never overwrites anything.",
  positionals: [
    { name: "name", description: "the app's name: lower-case letters, digits and -, such as task-tracker" },
  ],
  options: {
    dir: { type: "string", short: "d", value: "<folder>", description: "where its folder is made (.)" },
    json: { type: "boolean", description: "print folder and files as one JSON object" },
  },
  examples: [{ line: "mozaiks new app my-app", does: "then: cd my-app && npm install && npm run dev" }],
  async run(args, io) {
    const [name = ""] = args.positionals;
    if (!/^[a-z][a-z0-9-]{0,62}$/.test(name))
      throw usage(`${JSON.stringify(name)} is no name of an app`, "use lower-case letters, digits and -, at most 63");
    const folder = join(textOf(args, "dir") ?? ".", name);
    const target = resolve(io.cwd, folder);
    if (existsSync(target))
      throw new CliError("app.exists", `${folder} exists already`, { fix: "choose another name, or another --dir" });
    const files = await copyTemplate(templateFolder(), target, (text) => text.replaceAll(templateName, name));
    if (isSet(args, "json")) {
      io.print(JSON.stringify({ name, folder, files }));
      return 0;
    }
    for (const file of files) io.print(`${io.style("green", "+")} ${join(folder, file)}`);
    io.print("");
    io.print(`  cd ${folder} && npm install`);
    io.print("  npm run dev      # http://localhost:8080");
    io.print("  npm run check    # types, migrations, tests, and the proof that nothing leaks");
    return 0;
  },
};

/** Beside the built program, which carries it; an example in the repository. */
function templateFolder(): string {
  const built = fileURLToPath(new URL("../../app-template/", import.meta.url));
  return existsSync(built) ? built : fileURLToPath(new URL("../../../../../examples/new-app/", import.meta.url));
}
