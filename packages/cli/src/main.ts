import { parseArgs } from "node:util";
import { type Command, findCommand, findGroup, namesBelow, type OptionSpec } from "./command.ts";
import { CliError, toFailure } from "./failure.ts";
import { commandHelp, groupHelp, overview } from "./help.ts";
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

async function runCommandLine(line: readonly string[], io: Io): Promise<number> {
  const [first, ...others] = line;
  if (first === undefined || first === "--help" || first === "-h" || (first === "help" && others.length === 0)) {
    io.print(overview());
    return first === undefined ? 2 : 0;
  }
  if (first === "--version" || first === "-v") {
    io.print(version());
    return 0;
  }
  if (first === "help") {
    await printHelp(others, io);
    return 0;
  }
  const found = await findCommand(line);
  if (!found || found.rest.some(isHelp)) return printHelp(line, io);
  return found.command.run(parse(found.command, found.rest), io);
}

const isHelp = (word: string): boolean => word === "--help" || word === "-h";

/** The help of the command or group that the line begins with. @throws CliError `usage.unknown-command`. */
async function printHelp(line: readonly string[], io: Io): Promise<number> {
  const found = await findCommand(line);
  const group = findGroup(line);
  if (found) io.print(commandHelp(found.command));
  else if (group === undefined) throw unknownCommand(line[0] ?? "", "");
  else {
    const next = line[group.split(" ").length];
    if (next !== undefined && !isHelp(next)) throw unknownCommand(`${group} ${next}`, group);
    io.print(groupHelp(group));
    return next === undefined ? 2 : 0;
  }
  return 0;
}

function unknownCommand(name: string, group: string): CliError {
  const names = namesBelow(group).map(([known]) => known);
  return new CliError("usage.unknown-command", `There is no command ${JSON.stringify(name)}`, {
    fix: `use one of ${names.join(", ")}; mozaiks ${group === "" ? "" : `${group} `}--help says what they do`,
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
