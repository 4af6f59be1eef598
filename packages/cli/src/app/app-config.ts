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

/**
 * The configuration of an app: arguments over the environment over the `.env` file in the working directory.
 * @throws CliError `usage.invalid`; MozaiksError `config.invalid`.
 */
export async function appConfigOf(args: Arguments, io: Io, runtime: AppRuntime, mode: AppMode): Promise<AppConfig> {
  const [port, host, dataFolder] = [portOf(args), textOf(args, "host"), textOf(args, "data")];
  const overrides: ConfigOverrides = {
    mode,
    ...(port !== undefined && { port }),
    ...(host !== undefined && { host }),
    ...(dataFolder !== undefined && { dataFolder }),
  };
  return runtime.parseConfig(await readEnvironment(io), overrides);
}

/** Makes the folder of the database when there is none. */
export async function databaseFile({ data }: AppConfig): Promise<string> {
  await mkdir(dirname(data.file), { recursive: true });
  return data.file;
}
