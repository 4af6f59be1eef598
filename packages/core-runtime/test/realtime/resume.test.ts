import { createTestApp, type TestApp, type TestUser } from "@mozaiks/core-runtime/testing";
import { describe, expect, it } from "vitest";
import { taskApp } from "../task-app.ts";
import { openSource } from "./event-source.ts";

const ann: TestUser = { id: "ann", organization: "acme" };

async function createTask(app: TestApp, title: string): Promise<string> {
  const answer = await app.as(ann).fetch("/api/tasks", { method: "POST", body: JSON.stringify({ title }) });
  return ((await answer.json()) as { id: string }).id;
}

async function change(app: TestApp, id: string, patch: unknown): Promise<void> {
  await app.as(ann).fetch(`/api/tasks/${id}`, { method: "PATCH", body: JSON.stringify(patch) });
}

describe("a stream that was cut", () => {
  it("goes on behind any event as if it had never been cut", async () => {
    await using app = await createTestApp(taskApp);
    const query = `sub=tasks&sub=${encodeURIComponent("tasks:done == false")}`;
    await using whole = await openSource(app, ann, query);
    const first = await createTask(app, "a");
    await change(app, first, { done: true });
    await change(app, first, { done: false, title: "b" });
    await createTask(app, "c");
    await app.as(ann).fetch(`/api/tasks/${first}`, { method: "DELETE" });
    await whole.until(11);
    for (const [index, { id }] of whole.events.entries()) {
      if (id === undefined) continue;
      await using rest = await openSource(app, ann, query, id);
      await rest.until(whole.events.length - index);
      const told = (from: number, events = whole.events) =>
        events.slice(from).map(({ name, data }) => ({ name, data }));
      expect(told(1, rest.events)).toEqual(told(index + 1));
      expect(rest.events[0]?.name).toBe("ready");
    }
  });

  it("tells all of a change again when it was cut between the events of that change", async () => {
    await using app = await createTestApp(taskApp);
    await using source = await openSource(app, ann, `sub=tasks&sub=${encodeURIComponent("tasks:done == false")}`);
    await createTask(app, "a");
    await source.until(3);
    expect(source.events.map(({ name, id }) => [name, id !== undefined])).toEqual([
      ["ready", true],
      ["created", false],
      ["created", true],
    ]);
  });

  it("goes on with what is written while it catches up", async () => {
    await using app = await createTestApp(taskApp);
    const before = await openSource(app, ann, "sub=tasks");
    await before.until(1);
    await before[Symbol.asyncDispose]();
    for (let index = 0; index < 20; index += 1) await createTask(app, `missed ${index}`);
    const [after] = await Promise.all([
      openSource(app, ann, "sub=tasks", before.lastEventId),
      ...Array.from({ length: 20 }, (_, index) => createTask(app, `meanwhile ${index}`)),
    ]);
    await using source = after;
    await source.until(41);
    const titles = source.events.slice(1).map(({ data }) => data.record?.["title"]);
    expect(new Set(titles).size).toBe(40);
    expect(titles).toHaveLength(40);
  });
});

describe("a stream that cannot go on asks to list everything anew", () => {
  it.each([
    [
      "that was made up",
      () => "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA.AAAAAAAAAAAAAAAAAAAAAA",
    ],
    ["that is no id", () => "42"],
    ["that was changed", (id: string) => `B${id.slice(1)}x`],
    ["without its mark", (id: string) => id.slice(0, id.indexOf("."))],
  ])("behind an id %s", async (_name, toId) => {
    await using app = await createTestApp(taskApp);
    await using before = await openSource(app, ann, "sub=tasks&sub=projects");
    await before.until(1);
    await using source = await openSource(app, ann, "sub=tasks&sub=projects", toId(before.lastEventId));
    expect(await source.until(3)).toEqual(["ready", "resync", "resync"]);
    await createTask(app, "a");
    expect(await source.until(4)).toEqual(["ready", "resync", "resync", "created"]);
  });

  it("with the id of another member, and with one's own of another organisation or role", async () => {
    await using app = await createTestApp(taskApp);
    await using before = await openSource(app, ann, "sub=tasks");
    await before.until(1);
    for (const other of [
      { id: "bob", organization: "acme" },
      { id: "ann", organization: "other" },
      { id: "ann", organization: "acme", role: "viewer" },
    ]) {
      await using source = await openSource(app, other, "sub=tasks", before.lastEventId);
      expect(await source.until(2)).toEqual(["ready", "resync"]);
    }
  });

  it("when the feed does not go back that far", async () => {
    await using app = await createTestApp(taskApp);
    await using before = await openSource(app, ann, "sub=tasks");
    await before.until(1);
    const { engine } = app.kernel;
    const feed = engine.feed.bind(engine);
    engine.feed = async (after, limit) => (limit === 1 ? undefined : feed(after, limit));
    await using source = await openSource(app, ann, "sub=tasks", before.lastEventId);
    expect(await source.until(2)).toEqual(["ready", "resync"]);
  });
});

it("a store that fails is read again, and nothing is lost", async () => {
  await using app = await createTestApp(taskApp);
  await using source = await openSource(app, ann, "sub=tasks");
  await source.until(1);
  const { engine } = app.kernel;
  const feed = engine.feed.bind(engine);
  let failures = 0;
  engine.feed = async (after, limit) => {
    failures += 1;
    if (failures <= 2) throw new Error("The disk is gone for a moment");
    return feed(after, limit);
  };
  await createTask(app, "a");
  await createTask(app, "b");
  await createTask(app, "c");
  expect(await source.until(4)).toEqual(["ready", "created", "created", "created"]);
});
