import { resolve } from "node:path";
import { appConfigOf, dataOption } from "../../app/app-config.ts";
import { appOption, loadApp } from "../../app/load-app.ts";
import { isSet } from "../../arguments.ts";
import type { Command } from "../../command.ts";

/** `mozaiks app backup`: the database in one file. */
export const command: Command = {
  name: "app backup",
  description:
    "Copies the app's database to a new file, all of one moment, also while the app runs. The copy is checked before it gets\n" +
    "its name, and never overwrites anything.",
  positionals: [{ name: "to", description: "the file to write" }],
  options: { ...appOption, ...dataOption, json: { type: "boolean", description: "print one JSON object" } },
  examples: [{ line: "mozaiks app backup monday.sqlite", does: "a copy of everything, accounts included" }],
  async run(args, io) {
    const app = await loadApp(args, io);
    const { data } = await appConfigOf(args, io, app.runtime, "development");
    const [to = ""] = args.positionals;
    await app.runtime.backupSqlite(data.file, resolve(io.cwd, to));
    io.print(isSet(args, "json") ? JSON.stringify({ written: to }) : `${io.style("green", "+")} ${to}`);
    return 0;
  },
};
