export { openApp, type AppParts, type OpenApp } from "./open-app.ts";
export type { AppConfig, AppMode } from "./config/app-config.ts";
export { type ConfigOverrides, parseConfig } from "./config/parse-config.ts";
export { localIdentity, type LocalIdentityOptions } from "./identity/local-identity.ts";
export { checkCsrf, type CsrfPolicy } from "./identity/check-csrf.ts";
export { openSqliteEngine, type SqliteOptions } from "./engines/sqlite/sqlite-engine.ts";
export {
  type AppManifest,
  type ManifestCollection,
  type ManifestField,
  type ManifestLimit,
  type ManifestOperation,
  toManifest,
} from "./manifest/app-manifest.ts";
export { type AppModule, toTypeDeclarations } from "./manifest/type-declarations.ts";
export { backupSqlite } from "./engines/sqlite/backup-sqlite.ts";
export { restoreSqlite, type RestoreOptions } from "./engines/sqlite/restore-sqlite.ts";
export type { Mail, Mailer } from "./identity/account-mail.ts";
export { createUser, disableUser, enableUser, resetPassword } from "./identity/user-administration.ts";
export {
  type DoneRun,
  type MigrationParts,
  type MigrationPolicy,
  type Migrations,
  type MigrationStatus,
  openMigrations,
} from "./migrations/open-migrations.ts";
export { type MigrationTarget, toMigrationTarget } from "./migrations/migration-target.ts";
export { type NextMigration, nextMigration } from "./migrations/next-migration.ts";
export { readMigrations, writeMigration } from "./migrations/migration-folder.ts";
export { type RunningApp, startApp, type StartOptions } from "./start-app.ts";
