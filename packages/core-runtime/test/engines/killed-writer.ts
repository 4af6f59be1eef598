// A process that writes until it is killed, and says on standard output what the engine has acknowledged: `unit 17`.
import { argv, stdout } from "node:process";
import { openSqliteEngine } from "../../src/engines/sqlite/sqlite-engine.ts";
import { insert, note, notes, planOf, update } from "./rows.ts";

const [file = "", first = "0"] = argv.slice(2);
const engine = await openSqliteEngine({ file });
await engine.ensure([notes]);
let last = Number(first);

/** Three rows that belong together. */
async function writeUnit(number: number): Promise<void> {
  await engine.apply(
    ["a", "b", "c"].map((part) => insert(note({ id: `${number}-${part}`, title: `${number}${part}` }))),
  );
}

/** The same rows one after the other, and a count of such transactions in a row of its own. */
async function writeInTransaction(number: number): Promise<void> {
  await engine.transaction(async (transaction) => {
    for (const part of ["a", "b", "c"]) await transaction.apply([insert(note({ id: `${number}-${part}` }))]);
    const [counter = note({ id: "counter", tenant: "t2", rank: 0, version: 0 })] = await transaction.find(
      planOf({ tenant: "t2" }),
    );
    const next = { rank: Number(counter["rank"]) + 1 };
    await transaction.apply([
      counter.version === 0 ? insert({ ...counter, ...next, version: 1 }) : update(counter, next),
    ]);
  });
}

async function writeForEver(): Promise<never> {
  for (;;) {
    last += 1;
    const number = last;
    const kind = number % 5 === 0 ? "transaction" : "unit";
    await (kind === "unit" ? writeUnit(number) : writeInTransaction(number));
    stdout.write(`${kind} ${number}\n`);
  }
}

await Promise.all(Array.from({ length: 8 }, writeForEver));
