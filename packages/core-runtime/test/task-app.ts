import { and, auth, db, defineApp, defineCollection, or, owner, reference, where } from "@mozaiks/core-runtime";
import { z } from "zod";

const mine = or(owner(), where("record.assignee == user.id"));

/** The app of the tests: the example of core-api §13. */
export const taskApp = defineApp({
  name: "task-tracker",
  collections: [
    defineCollection("projects", {
      schema: z.object({ name: z.string().min(1).max(80) }),
      unique: ["name"],
      rules: {
        list: auth.signedIn(),
        read: auth.signedIn(),
        create: auth.role("admin"),
        update: auth.role("admin"),
        delete: auth.role("admin"),
      },
    }),
    defineCollection("tasks", {
      schema: z.object({
        title: z.string().min(1).max(200),
        done: z.boolean().default(false),
        priority: z.int().min(0).max(5).default(0),
        assignee: reference("users").optional(),
        project: reference("projects").optional(),
        private_note: z.string().optional(),
      }),
      fields: { private_note: { read: owner(), write: owner() } },
      rules: { list: mine, read: mine, create: and(auth.signedIn()), update: mine, delete: owner() },
      indexes: [["owner", "done"]],
    }),
  ],
  routes: {
    "POST /api/quick-add": auth.requireUser(async ({ body }) => {
      const user = await auth.currentUser();
      const task = await (
        db as never as { tasks: { create(data: unknown): Promise<{ id: string; title: string }> } }
      ).tasks.create({
        title: body.text,
        owner: user.id,
      });
      return { id: task.id, title: task.title };
    }),
  },
});
