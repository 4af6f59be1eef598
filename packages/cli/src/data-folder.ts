import { type DataFolder, loadConfig, openDataFolder } from "@mozaiks/ai-runtime";
import { textOf } from "./arguments.ts";
import type { Arguments } from "./command.ts";
import { readEnvironment } from "./environment.ts";
import type { Io } from "./io.ts";

/**
 * The data folder of `mozaiks dev`, or that of `--data`.
 * @throws MozaiksError `store.in-use` while a server has it.
 */
export async function openDataFolderOf(args: Arguments, io: Io): Promise<DataFolder> {
  const dataFolder = textOf(args, "data");
  const { store } = await loadConfig(await readEnvironment(io), {
    mode: "dev",
    ...(dataFolder !== undefined && { dataFolder }),
  });
  return openDataFolder(store.folder);
}
