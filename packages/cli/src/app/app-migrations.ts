import { randomUUID } from "node:crypto";
import { join } from "node:path";
import type { AppConfig, MigrationParts, Migrations } from "@mozaiks/core-runtime/server";
import { databaseFile } from "./app-config.ts";
import type { LoadedApp } from "./load-app.ts";

export const migrationFolder = ({ folder }: LoadedApp): string => join(folder, "migrations");

/** What changes the shape of a database of the app. @throws MozaiksError `migration.failed` for a file that is wrong. */
export async function migrationsOf(app: LoadedApp, engine: MigrationParts["engine"]): Promise<Migrations> {
  const { runtime, definition } = app;
  const chain = await runtime.readMigrations(migrationFolder(app));
  const target = runtime.toMigrationTarget(definition.compiled);
  return runtime.openMigrations({ engine, target, chain, now: () => new Date(), newId: randomUUID });
}

/** Calls back with what changes the shape of the app's own database, which is open meanwhile. */
export async function withMigrations<T>(
  app: LoadedApp,
  config: AppConfig,
  work: (migrations: Migrations) => Promise<T>,
): Promise<T> {
  await using engine = await app.runtime.openSqliteEngine({ file: await databaseFile(config) });
  return await work(await migrationsOf(app, engine));
}
