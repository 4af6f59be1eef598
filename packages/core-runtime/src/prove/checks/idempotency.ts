import type { CompiledCollection } from "../../definition/compiled-app.ts";
import type { Actor } from "../cast.ts";
import { expectedCreate } from "../expected-write.ts";
import { homeOf } from "../populate.ts";
import type { Expected, Walk } from "../walk.ts";

/** An idempotency key is its user's in one organisation: with the same key others get nothing of what was answered. */
export async function checkIdempotency(walk: Walk): Promise<void> {
  const { cast, collections } = walk.world;
  for (const collection of collections)
    for (const [index, giver] of cast.actors.entries()) {
      const others = cast.actors.filter((actor) => actor.user?.id === giver.user?.id && actor.tenant !== giver.tenant);
      const next = cast.actors[(index + 1) % cast.actors.length];
      await useKey(walk, collection, giver, [...others, ...(next ? [next] : [])], `key-${collection.name}-${index}`);
    }
}

async function useKey(
  walk: Walk,
  collection: CompiledCollection,
  giver: Actor,
  others: readonly Actor[],
  key: string,
): Promise<void> {
  const { maker, oracle, surroundings, take } = walk.world;
  const made = maker.record(collection, surroundings(collection, homeOf(giver.tenant, walk.world)));
  const plain = collection.fields.filter(
    ({ type, write }) => !write && type.kind !== "reference" && type.kind !== "list",
  );
  const kept = Object.fromEntries(plain.map(({ name }) => [name, made?.kept[name] ?? null]));
  const needsMore = collection.fields.some(({ name, required }) => required && !(name in kept));
  if (!made || needsMore) return;
  const body = Object.fromEntries(plain.map(({ name }) => [name, made.sent[name] ?? null]));
  const request = { method: "POST", path: `/api/${collection.name}`, body, headers: { "idempotency-key": key } };
  const row = { id: "", version: 1, created_at: "", updated_at: "", deleted_at: null };
  const expectedOf = (actor: Actor): Expected => {
    const whole = {
      ...empty(collection),
      ...kept,
      ...row,
      tenant: oracle.tenantOf(collection, actor),
      owner: actor.user?.id ?? null,
    };
    return expectedCreate(oracle, collection, actor, whole, body);
  };
  const first = await walk.examine(giver, request, expectedOf(giver));
  if (first.status !== 201) return;
  const again = await walk.examine(giver, request, {
    status: 201,
    ...(first.json !== undefined && { body: first.json }),
  });
  const created = [...first.changes, ...again.changes];
  for (const other of others) {
    const answer = await walk.examine(other, request, expectedOf(other));
    created.push(...answer.changes);
    if (answer.status === 201 && answer.text === first.text)
      walk.report({
        kind: "leak",
        actor: other.name,
        request: `POST ${request.path} with the key of ${giver.name}`,
        expected: "a record of their own",
        actual: answer.text,
      });
  }
  for (const { collection: name, new: next } of created)
    if (name === collection.name && next) await take(collection, next);
}

const empty = ({ fields }: CompiledCollection) =>
  Object.fromEntries(fields.map(({ name, schema }) => [name, (schema.safeParse(undefined).data ?? null) as null]));
