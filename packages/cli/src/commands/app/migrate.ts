import { relative } from "node:path";
import type { DoneRun, Migrations, NextMigration } from "@mozaiks/core-runtime/server";
import { appConfigOf, dataOption } from "../../app/app-config.ts";
import { migrationFolder, withMigrations } from "../../app/app-migrations.ts";
import { appOption, loadApp, type LoadedApp } from "../../app/load-app.ts";
import { isSet, textOf, textsOf, usage } from "../../arguments.ts";
import type { Arguments, Command } from "../../command.ts";
import { CliError } from "../../failure.ts";
import type { Io } from "../../io.ts";

/** `mozaiks app migrate`: the database becomes what the app's definition asks for. */
export const command: Command = {
  name: "app migrate",
  description:
    "Writes a migration to migrations/ when the definition asks for data that no committed one leads to, then applies to the\n" +
    "database whatever it has not had. Nothing is lost: what is dropped is put aside, --down brings it back, --purge erases\n" +
    "it. What would no longer be seen must be named with --yes-destroy. It can be killed anywhere and run again.",
  positionals: [],
  options: {
    ...appOption,
    ...dataOption,
    name: { type: "string", short: "n", value: "<name>", description: "what the new migration is called: due-dates" },
    "dry-run": { type: "boolean", description: "only say what would be done, and what it meets in the records" },
    "yes-destroy": {
      type: "string",
      multiple: true,
      value: "<place>",
      description: "a collection or field whose data may go out of sight: tasks.title",
    },
    down: { type: "boolean", description: "take the last migration of the database back" },
    to: {
      type: "string",
      value: "<number>",
      description: "go to where this migration leads, forward or back; 0: none",
    },
    purge: { type: "boolean", description: "erase for good what was put aside" },
    json: { type: "boolean", description: "print one JSON object" },
  },
  examples: [
    { line: "mozaiks app migrate --dry-run", does: "what would happen" },
    { line: "mozaiks app migrate --name due-dates", does: "write migrations/0002_due-dates.json and apply it" },
    { line: "mozaiks app migrate --yes-destroy tasks.notes", does: "drop a field, whose values are put aside" },
    { line: "mozaiks app migrate --down", does: "take the last one back" },
  ],
  async run(args, io) {
    const act = actionOf(args);
    const app = await loadApp(args, io);
    const config = await appConfigOf(args, io, app.runtime, "development");
    const next = act ? undefined : await nextOf(app, args);
    if (next && !isSet(args, "dry-run")) refuseUnconsented(next.destroys, args);
    if (isSet(args, "dry-run")) return withMigrations(app, config, (migrations) => tell(migrations, next, args, io));
    const written = next && (await app.runtime.writeMigration(migrationFolder(app), next.migration));
    const file = written === undefined ? null : relative(io.cwd, written);
    if (file !== null && !isSet(args, "json")) io.print(`${io.style("green", "+")} ${file}`);
    const runs = await withMigrations(app, config, async (migrations) => {
      if (act) return act(migrations);
      const { way, plan } = await migrations.status();
      if (way === "direct") refuseUnconsented(plan.destroys, args);
      return migrations.up();
    });
    if (isSet(args, "json")) io.print(JSON.stringify({ written: file, runs }));
    else tellDone(runs, io);
    return 0;
  },
};

/** What is asked for instead of the way forward. @throws CliError `usage.invalid` for two things at once. */
function actionOf(args: Arguments): ((migrations: Migrations) => Promise<readonly DoneRun[]>) | undefined {
  const to = textOf(args, "to");
  const chosen = ["down", "purge", "dry-run"].filter((name) => isSet(args, name));
  if (to !== undefined) chosen.push("to");
  if (chosen.length > 1) throw usage(`--${chosen[0]} and --${chosen[1]} are two things: choose one`);
  if (to !== undefined) {
    if (!/^\d{1,4}$/.test(to)) throw usage(`--to is ${JSON.stringify(to)}, and must be a number such as 0002`);
    return (migrations) => migrations.to(Number(to));
  }
  if (isSet(args, "down")) return (migrations) => migrations.down();
  return isSet(args, "purge") ? (migrations) => migrations.purge() : undefined;
}

async function nextOf({ runtime, definition, ...app }: LoadedApp, args: Arguments): Promise<NextMigration | undefined> {
  const chain = await runtime.readMigrations(migrationFolder({ runtime, definition, ...app }));
  return runtime.nextMigration(chain, runtime.toMigrationTarget(definition.compiled), textOf(args, "name"));
}

/** @throws CliError `migration.destroys` with the places that nobody has said yes to. */
function refuseUnconsented(destroys: NextMigration["destroys"], args: Arguments): void {
  const allowed = new Set(textsOf(args, "yes-destroy"));
  const open = destroys.filter(({ place }) => !allowed.has(place));
  if (open.length === 0) return;
  const places = open.map(({ place }) => `--yes-destroy ${place}`).join(" ");
  throw new CliError(
    "migration.destroys",
    `This goes out of sight: ${open.map(({ place, message }) => `${place} (${message})`).join("; ")}`,
    { fix: `say yes with ${places}; a rename is said in the definition, with renamedFrom` },
  );
}

/** What a dry run finds. Exit code 1 when the records would not allow it. */
async function tell(migrations: Migrations, next: NextMigration | undefined, args: Arguments, io: Io): Promise<number> {
  const { runs, findings, plan } = await migrations.status();
  const write = next && { name: next.migration.name, steps: next.steps };
  const isBlocked = findings.some((finding) => finding.isBlocking);
  if (isSet(args, "json")) {
    const pending = plan.steps.length;
    io.print(JSON.stringify({ write: write ?? null, pending, runs, destroys: plan.destroys, findings }));
    return isBlocked ? 1 : 0;
  }
  if (write) io.print(`would write migrations/${write.name}.json: ${write.steps.join("; ")}`);
  if (runs.length === 0) io.print("the database has the app's shape");
  for (const run of runs) io.print(`would apply ${run.name ?? write?.name ?? "what follows from the definition"}`);
  for (const { place, message } of plan.destroys) io.print(`needs --yes-destroy ${place}: ${message}`);
  for (const { place, count, message } of findings) io.print(`${place}: ${count} ${message}`);
  return isBlocked ? 1 : 0;
}

function tellDone(runs: readonly DoneRun[], io: Io): void {
  if (runs.length === 0) io.print("nothing to do");
  for (const { kind, name, steps } of runs) {
    const what = { apply: "applied", undo: "took back", purge: "purged" }[kind];
    io.print(name === null ? what : `${what} ${name}`);
    for (const step of steps) io.print(`  ${step}`);
  }
}
