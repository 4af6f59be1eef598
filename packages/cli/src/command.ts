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

/** Every command by name; each is loaded only when it is used. */
export const commands: Readonly<
  Record<string, { readonly summary: string; readonly load: () => Promise<{ readonly command: Command }> }>
> = {
  dev: { summary: "run everything on this machine, with a chat page", load: () => import("./commands/dev.ts") },
  runtime: { summary: "run the workflow server", load: () => import("./commands/runtime.ts") },
  chat: { summary: "talk to a workflow in the terminal", load: () => import("./commands/chat.ts") },
  token: { summary: "make a launch token", load: () => import("./commands/token.ts") },
  validate: { summary: "check workflow definitions", load: () => import("./commands/validate.ts") },
  new: { summary: "make a workflow from a template", load: () => import("./commands/new.ts") },
  test: { summary: "play the scenarios of workflows", load: () => import("./commands/test.ts") },
  export: { summary: "print the log of a chat", load: () => import("./commands/export.ts") },
  replay: { summary: "decide a recorded log again", load: () => import("./commands/replay.ts") },
  data: { summary: "fill, list and clear collections of documents", load: () => import("./commands/data.ts") },
  graph: { summary: "draw who hands over to whom", load: () => import("./commands/graph.ts") },
  schema: { summary: "write JSON Schemas of workflow files, for editors", load: () => import("./commands/schema.ts") },
};

export const commandNames: readonly string[] = Object.keys(commands);

/** Undefined when there is no such command. */
export async function loadCommand(name: string): Promise<Command | undefined> {
  if (!Object.hasOwn(commands, name)) return undefined;
  return (await commands[name]?.load())?.command;
}
