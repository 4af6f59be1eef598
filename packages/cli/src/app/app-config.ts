import { mkdir } from "node:fs/promises";
import { dirname } from "node:path";
import type { AppConfig, AppMode, ConfigOverrides } from "@mozaiks/core-runtime/server";
import { portOf, textOf } from "../arguments.ts";
import type { Arguments, OptionSpec } from "../command.ts";
import { readEnvironment } from "../environment.ts";
import type { Io } from "../io.ts";
import type { AppRuntime } from "./app-runtime.ts";

export const dataOption = {
  data: { type: "string", short: "d", value: "<folder>", description: "everything durable (DATA_PATH, .mozaiks)" },
} as const satisfies Record<string, OptionSpec>;

/** The options of commands that serve an app; each wins over the environment variable named. */
export const serveOptions = {
  port: { type: "string", short: "p", value: "<port>", description: "port, 0 for any free one (PORT, 8080)" },
  host: { type: "string", value: "<address>", description: "address to listen on (HOST)" },
  ...dataOption,
} as const satisfies Record<string, OptionSpec>;

/**
 * The configuration of an app: arguments over the environment over the `.env` file in the working directory.
 * @throws CliError `usage.invalid`; MozaiksError `config.invalid`.
 */
export async function appConfigOf(
  args: Arguments,
  io: Io,
  runtime: AppRuntime,
  mode: AppMode,
  defaults: Readonly<Record<string, string>> = {},
): Promise<AppConfig> {
  const [port, host, dataFolder] = [portOf(args), textOf(args, "host"), textOf(args, "data")];
  const overrides: ConfigOverrides = {
    mode,
    ...(port !== undefined && { port }),
    ...(host !== undefined && { host }),
    ...(dataFolder !== undefined && { dataFolder }),
  };
  return runtime.parseConfig({ ...defaults, ...(await readEnvironment(io)) }, overrides);
}

/** Makes the folder of the database when there is none, for its owner alone. */
export async function databaseFile({ data }: AppConfig): Promise<string> {
  await mkdir(dirname(data.file), { recursive: true, mode: 0o700 });
  return data.file;
}
