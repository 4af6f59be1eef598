import type { CompiledCollection, CompiledField } from "../../definition/compiled-app.ts";
import type { Actor } from "../cast.ts";
import type { Walk } from "../walk.ts";
import { listExpectation } from "./lists.ts";

/** A name that no field has. */
const unknown = "nosuchfield";

/** A field that somebody may not read of every record is to them as one that does not exist: no filter, order or path tells. */
export async function checkFields(walk: Walk): Promise<void> {
  const { world } = walk;
  for (const collection of world.collections)
    for (const actor of [world.cast.nobody, ...world.cast.actors]) {
      const allowed = listExpectation(walk, collection, actor);
      if (allowed === "anything" || !("status" in allowed)) continue;
      for (const field of collection.fields)
        if (!world.oracle.isAlwaysReadable(field, actor)) await askFor(walk, collection, actor, field);
    }
}

async function askFor(
  walk: Walk,
  collection: CompiledCollection,
  actor: Actor,
  { name }: CompiledField,
): Promise<void> {
  const questions = [
    (field: string) => `filter=${encodeURIComponent(`${field} == null`)}`,
    (field: string) => `filter=${encodeURIComponent(`!(id == "x" || ${field} != null)`)}`,
    (field: string) => `filter=${encodeURIComponent(`${field}.startsWith("a")`)}`,
    (field: string) => `filter=${encodeURIComponent(`id == ${field}`)}`,
    (field: string) => `sort=${field}`,
    (field: string) => `sort=-created_at,-${field}&count=true`,
    (field: string) => `expand=${field}`,
  ];
  for (const question of questions) {
    const ask = (field: string) =>
      walk.examine(
        actor,
        { method: "GET", path: `/api/${collection.name}?${question(field)}` },
        { problem: "request.invalid" },
      );
    const [hidden, missing] = [await ask(name), await ask(unknown)].map(({ text, json }, index) =>
      text
        .replaceAll(index === 0 ? name : unknown, "…")
        .replace(String((json as { instance?: string } | undefined)?.instance), ""),
    );
    if (hidden === missing) continue;
    walk.report({
      kind: "answer",
      actor: actor.name,
      request: `GET /api/${collection.name}?${decodeURIComponent(question(name))}`,
      expected: `what is said of an unknown field: ${missing}`,
      actual: String(hidden),
    });
  }
}
