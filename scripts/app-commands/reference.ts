import { findCommand, namesBelow } from "../../packages/cli/src/command.ts";
import { commandHelp } from "../../packages/cli/src/help.ts";

const heading = "## Commands";

/** The page with its last chapter made anew: the help of every command about apps, as the command itself prints it. */
export async function withCommands(page: string): Promise<string> {
  const [words] = page.split(`\n${heading}\n`);
  const names = [...namesBelow("app"), ...namesBelow("app user")]
    .map(([name]) => name)
    .filter((name) => name !== "app user");
  const chapters = await Promise.all(["new app", ...names].map(chapterOf));
  return [`${words}\n${heading}\n`, ...chapters].join("\n");
}

async function chapterOf(name: string): Promise<string> {
  const found = await findCommand(name.split(" "));
  if (!found) throw new Error(`There is no command ${name}`);
  return ["### `mozaiks " + name + "`", "", "```text", commandHelp(found.command), "```", ""].join("\n");
}
