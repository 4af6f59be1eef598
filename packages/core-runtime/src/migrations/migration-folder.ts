import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { type MigrationChain, type MigrationFile, parseMigrations, toMigrationText } from "./migration-file.ts";

/** The migrations of a folder; none when there is no folder. @throws MozaiksError `migration.failed` with the file. */
export async function readMigrations(folder: string): Promise<MigrationChain> {
  const entries = await readdir(folder).catch((thrown: NodeJS.ErrnoException) => {
    if (thrown.code === "ENOENT") return [];
    throw thrown;
  });
  const files = entries.filter((entry) => entry.endsWith(".json"));
  return parseMigrations(
    await Promise.all(
      files.map(async (file) => ({ name: basename(file, ".json"), text: await readFile(join(folder, file), "utf8") })),
    ),
  );
}

/** Resolves to the file written. Nothing that is there is touched. */
export async function writeMigration(folder: string, migration: MigrationFile): Promise<string> {
  await mkdir(folder, { recursive: true });
  const file = join(folder, `${migration.name}.json`);
  await writeFile(file, toMigrationText(migration), { flag: "wx" });
  return file;
}
