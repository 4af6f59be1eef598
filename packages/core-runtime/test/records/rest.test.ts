import { createTestApp } from "@mozaiks/core-runtime/testing";
import { describe, expect, it } from "vitest";
import { taskApp } from "../task-app.ts";

describe("the records of a collection", () => {
  it.each(["memory", "sqlite"] as const)(
    "are created, read, listed, changed and deleted by their owner, and are nobody else's (%s)",
    async (engine) => {
      await using app = await createTestApp(taskApp, { engine });
      const [ann, bob] = [app.as({ id: "ann" }), app.as({ id: "bob" })];
      const created = await ann.fetch("/api/tasks", {
        method: "POST",
        body: JSON.stringify({ title: "Water the plants" }),
      });
      expect(created.status).toBe(201);
      const task = (await created.json()) as { id: string };
      expect(task).toMatchObject({
        title: "Water the plants",
        done: false,
        priority: 0,
        assignee: null,
        owner: "ann",
        version: 1,
      });
      expect(created.headers.get("location")).toBe(`/api/tasks/${task.id}`);
      expect(await (await ann.fetch(`/api/tasks/${task.id}`)).json()).toEqual(task);
      const filter = encodeURIComponent('done == false && title.startsWith("Water")');
      expect(await (await ann.fetch(`/api/tasks?filter=${filter}&sort=-priority&count=true`)).json()).toEqual({
        items: [task],
        next_cursor: null,
        total: 1,
      });
      expect((await bob.fetch(`/api/tasks/${task.id}`)).status).toBe(404);
      expect(await (await bob.fetch("/api/tasks")).json()).toEqual({ items: [], next_cursor: null });
      const changed = await ann.fetch(`/api/tasks/${task.id}`, {
        method: "PATCH",
        body: '{"done":true}',
        headers: { "if-match": '"1"' },
      });
      expect(await changed.json()).toMatchObject({ done: true, version: 2 });
      const stale = await ann.fetch(`/api/tasks/${task.id}`, {
        method: "PATCH",
        body: '{"done":false}',
        headers: { "if-match": '"1"' },
      });
      expect([stale.status, await stale.json()]).toMatchObject([
        412,
        { code: "record.version-conflict", current_version: 2 },
      ]);
      expect((await ann.fetch(`/api/tasks/${task.id}`, { method: "DELETE" })).status).toBe(204);
      expect((await ann.fetch(`/api/tasks/${task.id}`)).status).toBe(404);
    },
  );

  it("says all that is wrong with a body", async () => {
    await using app = await createTestApp(taskApp);
    const answer = await app
      .as({ id: "ann" })
      .fetch("/api/tasks", { method: "POST", body: '{"title":"","done":"yes","colour":1,"id":"x"}' });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({
      code: "request.invalid",
      errors: [
        { path: "/colour", code: "unknown-field" },
        { path: "/id", code: "read-only" },
        { path: "/title", code: "too-small" },
        { path: "/done", code: "type" },
      ],
    });
  });

  it("can be made by a route of the app, for the user of the request", async () => {
    await using app = await createTestApp(taskApp);
    const answer = await app.as({ id: "ann" }).fetch("/api/quick-add", { method: "POST", body: '{"text":"Call Bob"}' });
    expect(await answer.json()).toMatchObject({ title: "Call Bob" });
    expect((await app.fetch(new Request("http://app.test/api/quick-add", { method: "POST" }))).status).toBe(401);
  });
});
