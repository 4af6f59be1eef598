import { writeSync } from "node:fs";
import type { DataEngine } from "../../src/data/data-engine.ts";
import type { SchemaStep } from "../../src/data/schema-step.ts";
import { openSqliteEngine } from "../../src/engines/sqlite/sqlite-engine.ts";
import { targetAfter } from "./kill-shapes.ts";
import { migrationsTo } from "./migration-fixture.ts";

/**
 * Migrates a database as `node migrate-process.ts <file> <up|down> <moment>` and is killed, as by a power cut, at that moment:
 * before each write and each step of the schema, and within each step that fills a field. Prints how many moments there were.
 */
const [, , file = "", direction = "up", moment = "0"] = process.argv;

let moments = 0;
function surviveOrDie(): void {
  moments += 1;
  if (moments === Number(moment)) process.kill(process.pid, "SIGKILL");
}

/** A unit that is refused: the journal of the run stays. */
const refused = {
  kind: "require",
  collection: "_schema",
  tenant: "-",
  id: "-",
  where: { op: "constant", value: true },
} as const;

function mortal(step: SchemaStep): SchemaStep {
  if (step.kind !== "fill-field") return step;
  const { toValue } = step;
  return {
    ...step,
    toValue(values) {
      surviveOrDie();
      return toValue(values);
    },
  };
}

await using engine = await openSqliteEngine({ file });
const mortalEngine: DataEngine = {
  ...engine,
  apply(unit) {
    surviveOrDie();
    return engine.apply(unit);
  },
  async alter(run, steps, unit) {
    for (const [index] of steps.entries()) {
      surviveOrDie();
      await engine.alter(run, steps.slice(0, index + 1).map(mortal), [refused]);
    }
    surviveOrDie();
    return engine.alter(run, steps, unit);
  },
};
const migrations = migrationsTo(mortalEngine, targetAfter);
await (direction === "up" ? migrations.up() : migrations.down());
writeSync(1, String(moments));
