import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parseEnv } from "node:util";
import type { Io } from "./io.ts";

/** The environment of the process over that of the `.env` file in the working directory, if there is one. */
export async function readEnvironment(io: Io): Promise<Readonly<Record<string, string | undefined>>> {
  const file = await readFile(join(io.cwd, ".env"), "utf8").catch((thrown: unknown) => {
    if ((thrown as NodeJS.ErrnoException).code === "ENOENT") return "";
    throw thrown;
  });
  return { ...parseEnv(file), ...io.env };
}
