import { fuzzTenants, openTemporaryEngine } from "../packages/core-runtime/src/prove.ts";
import { guildApp } from "../packages/core-runtime/test/prove/guild-app.ts";
import { taskApp } from "../packages/core-runtime/test/task-app.ts";

/**
 * Random operations of three organisations against the apps of the tests, in memory and in a SQLite file:
 * `npm run fuzz:tenants -- [operations] [seed]`. The seed it prints does the same again.
 */
const [operations = 100_000, seed = Math.floor(Math.random() * 2 ** 32)] = process.argv.slice(2).map(Number);

for (const app of [taskApp, guildApp])
  for (const store of ["memory", "sqlite"] as const) {
    const report = await fuzzTenants(app, {
      seed,
      operations,
      ...(store === "sqlite" && { openEngine: () => openTemporaryEngine() }),
      onProgress: (progress) => {
        if ("operations" in progress) process.stderr.write(`\r${app.name} ${store}: ${progress.operations}`);
      },
    });
    const { foreign, violations, mutants, durationMs, requests, replay } = report;
    const survivors = mutants.filter(({ caughtBy }) => caughtBy === null).map(({ mutant }) => mutant);
    process.stdout.write(
      `\r${report.passed ? "✓" : "✗"} ${app.name} in ${store}: ${report.operations} operations (${Math.round((100 * foreign) / report.operations)} % at records of others, ${requests} requests), ${violations.length} violations; ${mutants.length - survivors.length} of ${mutants.length} removed protections noticed; seed ${seed}; ${Math.round(durationMs / 1000)} s\n`,
    );
    if (report.passed) continue;
    process.exitCode = 1;
    process.stdout.write(`${JSON.stringify({ violations, survivors, replay }, null, 2)}\n`);
  }
