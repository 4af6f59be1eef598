import { auth, db, route } from "@mozaiks/core-runtime";
import { z } from "zod";

/** How many notes somebody can read, and how many of them are shared. */
export const summary = auth.requireUser(
  route({ output: z.object({ notes: z.int(), shared: z.int() }) }, async () => ({
    notes: await db.notes.count(),
    shared: await db.notes.count({ filter: { shared: true } }),
  })),
);
