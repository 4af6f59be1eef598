import { randomUUID } from "node:crypto";
import { join } from "node:path";
import type { AppConfig, Migrations } from "@mozaiks/core-runtime/server";
import { databaseFile } from "./app-config.ts";
import type { LoadedApp } from "./load-app.ts";

export const migrationFolder = ({ folder }: LoadedApp): string => join(folder, "migrations");

/** Calls back with what changes the shape of the app's database, which is open meanwhile. */
export async function withMigrations<T>(
  app: LoadedApp,
  config: AppConfig,
  work: (migrations: Migrations) => Promise<T>,
): Promise<T> {
  const { runtime, definition } = app;
  const chain = await runtime.readMigrations(migrationFolder(app));
  await using engine = await runtime.openSqliteEngine({ file: await databaseFile(config) });
  const target = runtime.toMigrationTarget(definition.compiled);
  return await work(runtime.openMigrations({ engine, target, chain, now: () => new Date(), newId: randomUUID }));
}
