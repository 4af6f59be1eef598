import { auth, defineApp, defineCollection, or, owner, route, where } from "@mozaiks/core-runtime";
import { z } from "zod";

const seen = or(owner(), where("record.shared == true"));

const notes = defineCollection("notes", {
  schema: z.object({
    title: z.string().min(1).max(50),
    level: z.int().default(0),
    shared: z.boolean().default(false),
    tags: z.array(z.string()).optional(),
  }),
  rules: { list: seen, read: seen, create: auth.signedIn(), update: owner(), delete: owner() },
  softDelete: true,
});

const greet = route(
  { params: z.object({ name: z.string() }), query: z.object({ loud: z.enum(["yes", "no"]).optional() }) },
  async ({ params, query }) => ({ text: query.loud === "yes" ? `HELLO ${params.name}` : `Hello ${params.name}` }),
);

const sum = auth.requireUser(
  route({ body: z.object({ of: z.array(z.number()) }), output: z.object({ sum: z.number() }) }, ({ body }) => ({
    sum: body.of.reduce((all, one) => all + one, 0),
  })),
);

export const notesApp = defineApp({
  name: "notes",
  collections: [notes],
  routes: { "GET /api/greet/{name}": greet, "POST /api/sum": sum },
});

/** What `mozaiks app dev` would write for this app. */
export interface NotesCollections {
  notes: typeof notes;
}
export interface NotesRoutes {
  "GET /api/greet/{name}": typeof greet;
  "POST /api/sum": typeof sum;
}
