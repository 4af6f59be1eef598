import { type Command, commandGroups, namesBelow } from "./command.ts";
import { version } from "./version.ts";

/** What `mozaiks --help` prints. */
export function overview(): string {
  return [
    `mozaiks ${version()}: declarative multi-agent workflows, and the apps they work for`,
    "",
    "usage: mozaiks <command> [options]",
    "",
    ...table(namesBelow("")),
    "",
    ...table([
      ["--help, -h", "of a command or group: mozaiks <command> --help"],
      ["--version, -v", "the version"],
      ["--json", "output for programs, with every command"],
    ]),
    "",
    "exit codes: 0 done, 1 failed, 2 wrong usage. DEBUG=1 shows stack traces.",
  ].join("\n");
}

/** What `mozaiks app --help` prints: the commands whose names begin so. */
export function groupHelp(group: string): string {
  return [
    `usage: mozaiks ${group} <command> [options]`,
    "",
    `${commandGroups[group]}.`,
    "",
    ...table(namesBelow(group)),
    "",
    `mozaiks ${group} <command> --help says more.`,
  ].join("\n");
}

/** What `mozaiks <command> --help` prints. */
export function commandHelp({ name, description, positionals, options, examples }: Command): string {
  const names = positionals.map(({ name, optional }) => (optional ? `[${name}]` : `<${name}>`));
  return [
    `usage: ${["mozaiks", name, ...names, "[options]"].join(" ")}`,
    "",
    description,
    "",
    ...table(positionals.map((positional) => [positional.name, positional.description])),
    ...table(
      Object.entries(options).map(([option, { short, value, description, multiple }]) => [
        `--${option}${short === undefined ? "" : `, -${short}`}${value === undefined ? "" : ` ${value}`}`,
        `${description}${multiple ? " (may be repeated)" : ""}`,
      ]),
    ),
    "",
    "examples:",
    ...examples.flatMap(({ line, does }) => [`  # ${does}`, `  ${line}`]),
  ].join("\n");
}

function table(rows: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(0, ...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`);
}
