import { parseArgs } from "node:util";
import { type Command, commandNames, loadCommand, type OptionSpec } from "./command.ts";
import { CliError, toFailure } from "./failure.ts";
import { commandHelp, overview } from "./help.ts";
import { createIo, type Io } from "./io.ts";
import { version } from "./version.ts";

/**
 * Runs one command line and sets the exit code: 0 done, 1 failed, 2 wrong usage. Never throws; a failure is one line on
 * stderr (`mozaiks: <code> <message>`) and how to fix it, or one JSON object with `--json`.
 */
export async function main(host: NodeJS.Process): Promise<void> {
  const argv = host.argv.slice(2);
  const io = createIo(host);
  try {
    host.exitCode = await runCommandLine(argv, io);
  } catch (thrown) {
    const failure = toFailure(thrown);
    host.exitCode = failure.exitCode;
    const { code, message, fix } = failure;
    if (argv.includes("--json")) io.fail(JSON.stringify({ code, message, ...(fix !== undefined && { fix }) }));
    else io.fail(`mozaiks: ${code} ${message}${fix === undefined ? "" : `\n  fix: ${fix}`}`);
    if (io.env["DEBUG"]) io.fail(String(thrown instanceof Error ? (thrown.stack ?? thrown) : thrown));
  }
}

async function runCommandLine([name, ...rest]: readonly string[], io: Io): Promise<number> {
  if (name === undefined || name === "--help" || name === "-h" || (name === "help" && rest[0] === undefined)) {
    io.print(overview());
    return name === undefined ? 2 : 0;
  }
  if (name === "--version" || name === "-v") {
    io.print(version());
    return 0;
  }
  if (name === "help") {
    io.print(commandHelp(await find(rest[0] ?? "")));
    return 0;
  }
  const command = await find(name);
  if (rest.includes("--help") || rest.includes("-h")) {
    io.print(commandHelp(command));
    return 0;
  }
  return command.run(parse(command, rest), io);
}

async function find(name: string): Promise<Command> {
  const command = await loadCommand(name);
  if (command) return command;
  throw new CliError("usage.unknown-command", `There is no command ${JSON.stringify(name)}`, {
    fix: `use one of ${commandNames.join(", ")}; mozaiks --help says what they do`,
    exitCode: 2,
  });
}

function parse(command: Command, args: readonly string[]) {
  const specs: Readonly<Record<string, OptionSpec>> = command.options;
  const options = Object.fromEntries(
    Object.entries(specs).map(([name, { type, short, multiple = false }]) => [
      name,
      { type, multiple, ...(short !== undefined && { short }) },
    ]),
  );
  const fix = `mozaiks ${command.name} --help`;
  try {
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
    const required = command.positionals.filter(({ optional }) => !optional);
    if (positionals.length < required.length)
      throw new CliError("usage.invalid", `<${required[positionals.length]?.name}> is missing`, { fix, exitCode: 2 });
    if (positionals.length > command.positionals.length)
      throw new CliError("usage.invalid", `${JSON.stringify(positionals.at(-1))} is one argument too many`, {
        fix,
        exitCode: 2,
      });
    return { values, positionals };
  } catch (thrown) {
    if (!(thrown instanceof TypeError)) throw thrown;
    const message = thrown.message.split(". ")[0] ?? thrown.message;
    throw new CliError("usage.invalid", message, { fix, exitCode: 2, cause: thrown });
  }
}
