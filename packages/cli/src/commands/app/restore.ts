import { resolve } from "node:path";
import { appConfigOf, databaseFile, dataOption } from "../../app/app-config.ts";
import { appOption, loadApp } from "../../app/load-app.ts";
import { isSet } from "../../arguments.ts";
import type { Command } from "../../command.ts";

/** `mozaiks app restore`: a backup becomes the database. */
export const command: Command = {
  name: "app restore",
  description:
    "Puts a backup in the place of the app's database, which must not be running. The backup is checked first; what was there\n" +
    "is kept beside it as <file>.replaced.",
  positionals: [{ name: "from", description: "a file that mozaiks app backup wrote" }],
  options: { ...appOption, ...dataOption, json: { type: "boolean", description: "print one JSON object" } },
  examples: [{ line: "mozaiks app restore monday.sqlite", does: "everything is as it was on Monday" }],
  async run(args, io) {
    const app = await loadApp(args, io);
    const config = await appConfigOf(args, io, app.runtime, "development");
    const [from = ""] = args.positionals;
    const file = await databaseFile(config);
    await app.runtime.restoreSqlite({ backup: resolve(io.cwd, from), file });
    io.print(isSet(args, "json") ? JSON.stringify({ restored: from, to: file }) : `${from} is the database now`);
    return 0;
  },
};
