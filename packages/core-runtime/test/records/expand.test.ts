import { auth, defineApp, defineCollection, owner, reference } from "@mozaiks/core-runtime";
import { createTestApp } from "@mozaiks/core-runtime/testing";
import { expect, it } from "vitest";
import { z } from "zod";
import { call } from "../call.ts";

const open = auth.signedIn();

const app = defineApp({
  name: "work",
  collections: [
    defineCollection("clients", {
      schema: z.object({ name: z.string(), note: z.string().optional() }),
      fields: { note: { read: owner() } },
      rules: { create: open, read: open },
    }),
    defineCollection("projects", {
      schema: z.object({ client: reference("clients").optional(), lead: reference("users").optional() }),
      rules: { create: open, read: owner() },
    }),
    defineCollection("tasks", {
      schema: z.object({ project: reference("projects").optional() }),
      rules: { create: open, read: open, list: open },
    }),
  ],
});

it.each(["memory", "sqlite"] as const)(
  "expand follows references as far as they may be read, on %s",
  async (engine) => {
    await using opened = await createTestApp(app, { engine });
    const [ann, bob] = [opened.as({ id: "ann", organization: "o" }), opened.as({ id: "bob", organization: "o" })];
    await bob.fetch("/api/tasks");
    const { body: client } = await call(ann, "POST /api/clients", { name: "c", note: "n" });
    const { body: mine } = await call(ann, "POST /api/projects", { client: client.id, lead: "bob" });
    const { body: theirs } = await call(bob, "POST /api/projects", { client: client.id });
    const { body: task } = await call(ann, "POST /api/tasks", { project: mine.id });
    await call(bob, "POST /api/tasks", { project: theirs.id });
    await call(ann, "POST /api/tasks", {});
    const path = "expand=project.client,project.lead,owner";
    const { body } = await call(ann, `GET /api/tasks?sort=created_at&${path}`);
    const [annUser, bobUser] = ["ann", "bob"].map((id) => ({ id, name: id, email: `${id}@example.com` }));
    expect(body.items.map(({ expand }: { expand: object }) => expand)).toEqual([
      { project: { ...mine, expand: { client, lead: bobUser } }, owner: annUser },
      { owner: bobUser },
      { owner: annUser },
    ]);
    const one = await call(ann, `GET /api/tasks/${task.id}?${path}`);
    expect(one.body).toEqual(body.items[0]);
    const seen = await call(bob, "GET /api/tasks?sort=-created_at&expand=project.client");
    const { note: _note, ...withoutNote } = client;
    expect(seen.body.items[1].expand).toEqual({ project: { ...theirs, expand: { client: withoutNote } } });
    expect(seen.body.items[2].expand).toEqual({});
  },
);
