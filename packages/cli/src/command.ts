import type { Io } from "./io.ts";

/** An option of a command, as its help shows it. */
export interface OptionSpec {
  readonly type: "string" | "boolean";
  readonly short?: string;
  /** May be given several times. */
  readonly multiple?: boolean;
  /** What stands for the value in the help: `<port>`. */
  readonly value?: string;
  readonly description: string;
}

export interface PositionalSpec {
  readonly name: string;
  readonly description: string;
  readonly optional?: boolean;
}

/** The arguments of one call, checked for names and number but not for meaning. */
export interface Arguments {
  readonly values: Readonly<Record<string, string | boolean | (string | boolean)[] | undefined>>;
  readonly positionals: readonly string[];
}

/** One command, one file under `commands/`. */
export interface Command {
  readonly name: string;
  /** What it does, in one or two sentences. */
  readonly description: string;
  readonly positionals: readonly PositionalSpec[];
  readonly options: Readonly<Record<string, OptionSpec>>;
  readonly examples: readonly { readonly line: string; readonly does: string }[];
  /** Resolves to the exit code. */
  run(args: Arguments, io: Io): Promise<number>;
}

interface CommandEntry {
  readonly summary: string;
  readonly load: () => Promise<{ readonly command: Command }>;
}

/** Every command by its words; each is loaded only when it is used. */
export const commands: Readonly<Record<string, CommandEntry>> = {
  dev: { summary: "run everything on this machine, with a chat page", load: () => import("./commands/dev.ts") },
  runtime: { summary: "run the workflow server", load: () => import("./commands/runtime.ts") },
  chat: { summary: "talk to a workflow in the terminal", load: () => import("./commands/chat.ts") },
  token: { summary: "make a launch token", load: () => import("./commands/token.ts") },
  validate: { summary: "check workflow definitions", load: () => import("./commands/validate.ts") },
  "new app": { summary: "a small app to begin with", load: () => import("./commands/new/app.ts") },
  "new workflow": { summary: "a workflow from a template", load: () => import("./commands/new/workflow.ts") },
  test: { summary: "play the scenarios of workflows", load: () => import("./commands/test.ts") },
  export: { summary: "print the log of a chat", load: () => import("./commands/export.ts") },
  replay: { summary: "decide a recorded log again", load: () => import("./commands/replay.ts") },
  data: { summary: "fill, list and clear collections of documents", load: () => import("./commands/data.ts") },
  graph: { summary: "draw who hands over to whom", load: () => import("./commands/graph.ts") },
  schema: { summary: "write JSON Schemas of workflow files, for editors", load: () => import("./commands/schema.ts") },
  "app dev": { summary: "serve the app here and follow its changes", load: () => import("./commands/app/dev.ts") },
  "app start": { summary: "serve the app for everybody", load: () => import("./commands/app/start.ts") },
  "app migrate": { summary: "bring the database to the app's shape", load: () => import("./commands/app/migrate.ts") },
  "app user create": { summary: "make an account", load: () => import("./commands/app/user/create.ts") },
  "app user reset-password": {
    summary: "give an account another password",
    load: () => import("./commands/app/user/reset-password.ts"),
  },
  "app backup": { summary: "copy the database to a file", load: () => import("./commands/app/backup.ts") },
  "app restore": { summary: "put a backup in the database's place", load: () => import("./commands/app/restore.ts") },
  "app prove": { summary: "prove that the app leaks nothing", load: () => import("./commands/app/prove.ts") },
  "app manifest": { summary: "what the app is made of, as JSON", load: () => import("./commands/app/manifest.ts") },
};

/** What the commands that begin with the same words have in common. */
export const commandGroups: Readonly<Record<string, string>> = {
  new: "begin with something that runs",
  app: "run an app on MozaiksCore and look after it",
  "app user": "accounts of the app",
};

export interface FoundCommand {
  readonly command: Command;
  /** What follows its words. */
  readonly rest: readonly string[];
}

/** The command whose words the line begins with; undefined when there is none. */
export async function findCommand(line: readonly string[]): Promise<FoundCommand | undefined> {
  for (const count of [3, 2, 1]) {
    const entry = entryOf(line.slice(0, count).join(" "));
    if (entry && line.length >= count) return { command: (await entry.load()).command, rest: line.slice(count) };
  }
  return undefined;
}

/** The group that the line begins with: `app user` of `app user --help`. */
export function findGroup(line: readonly string[]): string | undefined {
  return [2, 1].map((count) => line.slice(0, count).join(" ")).find((name) => Object.hasOwn(commandGroups, name));
}

/** Names that a person can go on with after these words: commands and groups, each with what it does. */
export function namesBelow(group: string): readonly (readonly [name: string, summary: string])[] {
  const words = group === "" ? 1 : group.split(" ").length + 1;
  const summaries = Object.entries(commands).map(([name, { summary }]) => [name, summary] as const);
  return [...summaries, ...Object.entries(commandGroups)].filter(
    ([name]) => name.split(" ").length === words && (group === "" || name.startsWith(`${group} `)),
  );
}

const entryOf = (name: string): CommandEntry | undefined =>
  Object.hasOwn(commands, name) ? commands[name] : undefined;
