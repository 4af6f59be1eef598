import { auth, date, defineCollection, or, owner, where } from "@mozaiks/core-runtime";
import { z } from "zod";

/** Their owner writes them; the whole organisation reads those that are shared. */
const readable = or(owner(), where("record.shared"));

export const notes = defineCollection("notes", {
  schema: z.object({
    title: z.string().trim().min(1).max(200),
    text: z.string().max(10_000).default(""),
    shared: z.boolean().default(false),
    due: date().optional(),
  }),
  rules: {
    list: readable,
    read: readable,
    create: auth.signedIn(),
    update: owner(),
    delete: owner(),
  },
  indexes: [["due"]],
});
