import {
  auth,
  db,
  defineApp,
  defineCollection,
  or,
  owner,
  reference,
  type Request,
  where,
} from "@mozaiks/core-runtime";
import { z } from "zod";

/** What work belongs to. Everybody in the organisation sees them; admins make them. */
export const projects = defineCollection("projects", {
  schema: z.object({ name: z.string().trim().min(1).max(80) }),
  unique: ["name"],
  rules: {
    list: auth.signedIn(),
    read: auth.signedIn(),
    create: auth.role("admin"),
    update: auth.role("admin"),
    delete: auth.role("admin"),
  },
});

const mine = or(owner(), where("record.assignee == user.id"));

/** Seen and changed by who made it and by who it is assigned to. The note is its owner's alone. */
export const tasks = defineCollection("tasks", {
  schema: z.object({
    title: z.string().trim().min(1).max(200),
    done: z.boolean().default(false),
    priority: z.int().min(0).max(5).default(0),
    assignee: reference("users").optional(),
    project: reference("projects", { onDelete: "set-null" }).optional(),
    private_note: z.string().max(2000).optional(),
  }),
  fields: { private_note: { read: owner(), write: owner() } },
  rules: { list: mine, read: mine, update: mine, create: auth.signedIn(), delete: owner() },
  indexes: [
    ["owner", "done"],
    ["assignee", "done"],
  ],
});

/** One line of text becomes a task; `!3` in it is its priority. */
export const quickAdd = auth.requireUser(async (request: Request) => {
  const user = await auth.currentUser();
  const text = String(request.body?.text ?? "");
  const [mark, priority] = /(?:^|\s)!([0-5])(?=\s|$)/.exec(text) ?? [];
  const title = (mark === undefined ? text : text.replace(mark, " ")).trim();
  const task = await db.tasks.create({ title, priority: Number(priority ?? 0), owner: user.id });
  return { id: task.id, title: task.title };
});

// oxlint-disable-next-line import/no-default-export -- `mozaiks app` looks for it here
export default defineApp({
  name: "task-tracker",
  version: "1.0.0",
  collections: [projects, tasks],
  routes: { "POST /api/quick-add": quickAdd },
});
