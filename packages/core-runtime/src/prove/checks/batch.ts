import type { Json } from "@mozaiks/contracts";
import type { CompiledCollection } from "../../definition/compiled-app.ts";
import type { Actor } from "../cast.ts";
import { expectedRead } from "../expected-read.ts";
import { expectedUpdate } from "../expected-write.ts";
import { samplesFor } from "../samples.ts";
import type { Expected, Walk } from "../walk.ts";

/** Operations in a batch are allowed what they are allowed alone, and one that fails takes all others back. */
export async function checkBatch(walk: Walk): Promise<void> {
  const { world } = walk;
  for (const collection of world.collections) {
    const paths = ["", "/{id}"].map((rest) => `/api/${collection.name}${rest}`);
    if (world.compiled.routes.some(({ path }) => paths.includes(path))) continue;
    for (const actor of [world.cast.nobody, ...world.cast.actors])
      for (const { id } of samplesFor(world, collection, actor)) {
        await readInBatch(walk, collection, actor, id);
        await changeInBatch(walk, collection, actor, id);
      }
  }
}

async function readInBatch(walk: Walk, collection: CompiledCollection, actor: Actor, id: string): Promise<void> {
  const path = `/api/${collection.name}/${id}`;
  const alone = expectedRead(walk.world.oracle, collection, actor, id);
  const expected = typeof alone === "object" && "body" in alone ? results([alone.body ?? null]) : ofStep(alone, 0);
  await walk.examine(actor, batchOf([{ method: "GET", path }]), expected);
}

/** A change of something that one may change stands before one that may be forbidden. */
async function changeInBatch(walk: Walk, collection: CompiledCollection, actor: Actor, id: string): Promise<void> {
  const { oracle } = walk.world;
  const { expected } = expectedUpdate(oracle, collection, actor, id, { values: {} });
  if (typeof expected !== "object" || !("problem" in expected)) return;
  const own = oracle.truth
    .rows(collection.name, oracle.tenantOf(collection, actor))
    .find((row) => row.deleted_at === null && isChangeable(walk, collection, actor, row.id));
  const steps = [...(own ? [own.id] : []), id].map((one) => ({
    method: "PATCH",
    path: `/api/${collection.name}/${one}`,
    body: {},
  }));
  await walk.examine(actor, batchOf(steps), ofStep(expected, steps.length - 1));
}

function isChangeable({ world }: Walk, collection: CompiledCollection, actor: Actor, id: string): boolean {
  const { expected } = expectedUpdate(world.oracle, collection, actor, id, { values: {} });
  return typeof expected === "object" && "status" in expected;
}

const batchOf = (operations: Json) => ({ method: "POST", path: "/api/batch", body: { operations } });

const results = (bodies: readonly Json[]): Expected => ({
  status: 200,
  body: { results: bodies.map((body) => ({ status: 200, body })) },
});

/** In a batch a problem says which operation it is of, so it is not the same as alone. */
function ofStep(expected: Expected, index: number): Expected {
  return typeof expected === "object" && "problem" in expected
    ? { problem: expected.problem, like: `batch ${expected.problem} ${index}` }
    : expected;
}
