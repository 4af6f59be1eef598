import type { CompiledCollection } from "../../definition/compiled-app.ts";
import type { Actor } from "../cast.ts";
import type { Walk } from "../walk.ts";
import { listExpectation } from "./lists.ts";

/** A cursor leads on in the list it came from, for the one it was given to: not for others, and not in another organisation. */
export async function checkCursors(walk: Walk): Promise<void> {
  const { world } = walk;
  for (const collection of world.collections)
    for (const giver of world.cast.actors) {
      const path = `/api/${collection.name}?sort=created_at&limit=1`;
      const first = await walk.examine(giver, { method: "GET", path }, listExpectation(walk, collection, giver));
      const cursor = (first.json as { next_cursor?: string | null } | undefined)?.next_cursor;
      if (!cursor) continue;
      for (const taker of [world.cast.nobody, ...world.cast.actors])
        if (!isSame(collection, giver, taker)) await useCursor(walk, collection, taker, `${path}&cursor=${cursor}`);
      const others = [
        "sort=-created_at&limit=1",
        "limit=1",
        `sort=created_at&limit=1&filter=${encodeURIComponent('id != ""')}`,
      ];
      for (const query of others)
        await useCursor(walk, collection, giver, `/api/${collection.name}?${query}&cursor=${cursor}`);
      for (const broken of [cursor.slice(1), `${cursor}x`, "", "W10"])
        await useCursor(walk, collection, giver, `${path}&cursor=${broken}`);
    }
}

/** Of records of the whole app somebody has the same list in each of their organisations. */
function isSame({ isGlobal }: CompiledCollection, giver: Actor, taker: Actor): boolean {
  return giver.user?.id === taker.user?.id && (isGlobal || giver.tenant === taker.tenant);
}

async function useCursor(walk: Walk, collection: CompiledCollection, taker: Actor, path: string): Promise<void> {
  const allowed = listExpectation(walk, collection, taker);
  const refused = { problem: "cursor.invalid" } as const;
  const isRefusedAnyway = allowed !== "anything" && "problem" in allowed;
  await walk.examine(taker, { method: "GET", path }, isRefusedAnyway ? { oneOf: [allowed, refused] } : refused);
}
