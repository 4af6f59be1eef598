import { auth, type CollectionApi, db as anyDb, defineApp, defineCollection, owner } from "@mozaiks/core-runtime";
import { z } from "zod";

export const notes = defineCollection("notes", {
  schema: z.object({ text: z.string().min(1), pages: z.int().default(1) }),
  rules: { list: owner(), read: owner(), create: auth.signedIn(), update: owner(), delete: owner() },
});

/** Everybody's own notes. */
export const notesApp = defineApp({ name: "notes", collections: [notes] });

/** `db` as `mozaiks.d.ts` would type it in the app. */
interface NotesDb {
  readonly notes: CollectionApi<typeof notes>;
  transaction<T>(work: (tx: NotesDb) => Promise<T>): Promise<T>;
}

export const db = anyDb as unknown as NotesDb;
