import { relative } from "node:path";
import { migrationFolder } from "../../app/app-migrations.ts";
import { appOption, loadApp, type LoadedApp } from "../../app/load-app.ts";
import { typeDeclarationsOf, writeTypeDeclarations } from "../../app/type-declarations.ts";
import { isSet } from "../../arguments.ts";
import type { Command } from "../../command.ts";
import { CliError } from "../../failure.ts";

/** `mozaiks app manifest`: the app as data. */
export const command: Command = {
  name: "app manifest",
  description:
    "Prints what the app is made of as JSON: collections, fields, rules, operations, limits. Writes mozaiks.d.ts beside the\n" +
    "definition, which tells TypeScript what db.tasks is. With --check it writes nothing, and fails when mozaiks.d.ts or the\n" +
    "committed migrations do not follow from the definition.",
  positionals: [],
  options: {
    ...appOption,
    check: { type: "boolean", description: "only compare what is committed with the definition" },
    json: { type: "boolean", description: "print JSON, which it does anyway" },
  },
  examples: [
    { line: "mozaiks app manifest | jq .operations", does: "every method and path that the app answers" },
    { line: "mozaiks app manifest --check", does: "in CI: fails when something was not written again" },
  ],
  async run(args, io) {
    const app = await loadApp(args, io);
    if (!isSet(args, "check")) {
      await writeTypeDeclarations(app);
      io.print(JSON.stringify(app.runtime.toManifest(app.definition.compiled), undefined, 2));
      return 0;
    }
    const { file, isCurrent } = await typeDeclarationsOf(app);
    if (!isCurrent)
      throw new CliError("app.types-stale", `${relative(io.cwd, file)} does not follow from the app's definition`, {
        fix: "mozaiks app manifest writes it",
      });
    await checkMigrations(app);
    io.print(isSet(args, "json") ? JSON.stringify({ current: true }) : "what is committed follows from the definition");
    return 0;
  },
};

/** @throws CliError `migration.missing` when the committed migrations end before the definition. */
async function checkMigrations(app: LoadedApp): Promise<void> {
  const { runtime, definition } = app;
  const chain = await runtime.readMigrations(migrationFolder(app));
  const next = runtime.nextMigration(chain, runtime.toMigrationTarget(definition.compiled));
  if (!next) return;
  throw new CliError("migration.missing", `No committed migration does this: ${next.steps.join("; ")}`, {
    fix: "mozaiks app migrate writes it",
  });
}
