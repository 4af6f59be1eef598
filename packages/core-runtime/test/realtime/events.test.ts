import { and, auth, defineApp, defineCollection, or, owner, reference, via, where } from "@mozaiks/core-runtime";
import { createTestApp, type TestApp, type TestUser } from "@mozaiks/core-runtime/testing";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { taskApp } from "../task-app.ts";
import { openSource, readSource } from "./event-source.ts";

const organization = "acme";
const ann: TestUser = { id: "ann", organization };
const bob: TestUser = { id: "bob", organization, role: "member" };

async function send(app: TestApp, user: TestUser, method: string, path: string, body?: unknown) {
  const answer = await app.as(user).fetch(path, { method, ...(body !== undefined && { body: JSON.stringify(body) }) });
  expect(answer.status, `${method} ${path}`).toBeLessThan(300);
  return (answer.status === 204 ? {} : await answer.json()) as { id: string; [field: string]: unknown };
}

describe("what a stream tells", () => {
  it("is what a list with the same filter would have shown before a change and after it", async () => {
    await using app = await createTestApp(taskApp);
    const open = encodeURIComponent("tasks:done == false");
    await using source = await openSource(app, ann, `sub=tasks&sub=${open}`);
    const task = await send(app, ann, "POST", "/api/tasks", { title: "a" });
    await send(app, ann, "PATCH", `/api/tasks/${task.id}`, { title: "b" });
    await send(app, ann, "PATCH", `/api/tasks/${task.id}`, { done: true });
    await send(app, ann, "PATCH", `/api/tasks/${task.id}`, { title: "c" });
    const last = await send(app, ann, "PATCH", `/api/tasks/${task.id}`, { done: false });
    await send(app, ann, "DELETE", `/api/tasks/${task.id}`);
    await source.until(12);
    const told = source.events.map(({ name, data }) => [name, data.sub]);
    expect(told).toEqual([
      ["ready", undefined],
      ["created", "tasks"],
      ["created", "tasks:done == false"],
      ["updated", "tasks"],
      ["updated", "tasks:done == false"],
      ["updated", "tasks"],
      ["removed", "tasks:done == false"],
      ["updated", "tasks"],
      ["updated", "tasks"],
      ["created", "tasks:done == false"],
      ["removed", "tasks"],
      ["removed", "tasks:done == false"],
    ]);
    expect(source.events[1]?.data.record).toEqual(task);
    expect(source.events[9]?.data.record).toEqual(last);
    expect(source.events[10]?.data).toEqual({ sub: "tasks", id: task.id });
  });

  it("begins when somebody is let in, and ends when they are let out", async () => {
    await using app = await createTestApp(taskApp);
    await using hers = await openSource(app, ann, "sub=tasks");
    await using his = await openSource(app, bob, "sub=tasks");
    const task = await send(app, ann, "POST", "/api/tasks", { title: "Read this", private_note: "not for Bob" });
    await send(app, ann, "PATCH", `/api/tasks/${task.id}`, { assignee: "bob" });
    await send(app, ann, "PATCH", `/api/tasks/${task.id}`, { private_note: "still not for Bob" });
    await send(app, ann, "PATCH", `/api/tasks/${task.id}`, { assignee: null });
    expect(await his.until(4)).toEqual(["ready", "created", "updated", "removed"]);
    expect(await hers.until(5)).toEqual(["ready", "created", "updated", "updated", "updated"]);
    expect(JSON.stringify(his.events)).not.toContain("private_note");
    expect(JSON.stringify(his.events)).not.toContain("not for Bob");
    expect(hers.events[3]?.data.record).toMatchObject({ private_note: "still not for Bob" });
    // Of a change that he may not see he learns what a GET tells: that there is a new version.
    expect(his.events[2]?.data.record).toMatchObject({ title: "Read this", version: 3 });
  });

  it("is nothing of other organisations, and nothing of records that were never shown", async () => {
    await using app = await createTestApp(taskApp);
    await using foreign = await openSource(app, { id: "ann", organization: "other" }, "sub=tasks&sub=projects");
    await using his = await openSource(app, bob, "sub=tasks&sub=projects");
    const task = await send(app, ann, "POST", "/api/tasks", { title: "mine" });
    await send(app, ann, "PATCH", `/api/tasks/${task.id}`, { title: "still mine" });
    await send(app, ann, "DELETE", `/api/tasks/${task.id}`);
    await send(app, ann, "POST", "/api/projects", { name: "ours" });
    expect(await his.until(2)).toEqual(["ready", "created"]);
    await send(app, { id: "ann", organization: "other" }, "POST", "/api/projects", { name: "theirs" });
    await foreign.until(2);
    expect(foreign.events[1]?.data.record).toMatchObject({ name: "theirs" });
    expect(foreign.events).toHaveLength(2);
    expect(his.events).toHaveLength(2);
  });

  it("follows soft deletion and restoration", async () => {
    const notes = defineCollection("notes", {
      schema: z.object({ text: z.string() }),
      rules: { list: owner(), read: owner(), create: auth.signedIn(), update: owner(), delete: owner() },
      softDelete: true,
    });
    await using app = await createTestApp(defineApp({ name: "notes", collections: [notes] }));
    await using source = await openSource(app, ann, "sub=notes");
    const note = await send(app, ann, "POST", "/api/notes", { text: "a" });
    await send(app, ann, "DELETE", `/api/notes/${note.id}`);
    await send(app, ann, "POST", `/api/notes/${note.id}/restore`);
    expect(await source.until(4)).toEqual(["ready", "created", "removed", "created"]);
  });
});

describe("records that belong to the whole app", () => {
  const news = defineCollection("news", {
    schema: z.object({ text: z.string(), draft: z.boolean().default(false), source: z.string().optional() }),
    fields: { source: { read: auth.role("admin") } },
    rules: {
      list: or(auth.role("admin"), and(auth.public(), where("record.draft == false"))),
      create: auth.role("admin"),
    },
    scope: "global",
  });
  const app = defineApp({ name: "news", collections: [news] });

  it("are told of in every organisation, and to strangers as far as they may list them", async () => {
    await using running = await createTestApp(app);
    const cut = new AbortController();
    const request = new Request("http://app.test/api/realtime?sub=news", { signal: cut.signal });
    await using stranger = readSource(await running.fetch(request), cut);
    await using other = await openSource(running, { id: "eve", organization: "other", role: "viewer" }, "sub=news");
    await using admin = await openSource(running, ann, "sub=news");
    await send(running, ann, "POST", "/api/news", { text: "not yet", draft: true });
    await send(running, ann, "POST", "/api/news", { text: "now", source: "a friend" });
    expect(await admin.until(3)).toEqual(["ready", "created", "created"]);
    for (const source of [stranger, other]) {
      expect(await source.until(2)).toEqual(["ready", "created"]);
      expect(source.events[1]?.data.record).toMatchObject({ text: "now" });
      expect(JSON.stringify(source.events)).not.toMatch(/not yet|a friend/);
    }
    expect(admin.events[2]?.data.record).toMatchObject({ source: "a friend" });
  });
});

describe("a rule that looks at another record", () => {
  const signedIn = auth.signedIn();
  const everybody = { list: signedIn, read: signedIn, create: signedIn, update: signedIn, delete: signedIn };
  const boards = defineCollection("boards", {
    schema: z.object({ open: z.boolean(), name: z.string() }),
    rules: everybody,
  });
  const seen = or(owner(), via("board", where("record.open == true")));
  const cards = defineCollection("cards", {
    schema: z.object({ text: z.string(), board: reference("boards", { onDelete: "set-null" }).optional() }),
    rules: { ...everybody, list: seen, read: seen },
  });
  const app = defineApp({ name: "boards", collections: [boards, cards] });

  it("is asked of the store", async () => {
    await using running = await createTestApp(app);
    const open = await send(running, ann, "POST", "/api/boards", { name: "open", open: true });
    const closed = await send(running, ann, "POST", "/api/boards", { name: "closed", open: false });
    await using his = await openSource(running, bob, "sub=cards");
    const card = await send(running, ann, "POST", "/api/cards", { text: "hidden", board: closed.id });
    await send(running, ann, "PATCH", `/api/cards/${card.id}`, { board: open.id });
    await send(running, ann, "PATCH", `/api/cards/${card.id}`, { text: "changed" });
    await send(running, ann, "PATCH", `/api/cards/${card.id}`, { board: closed.id });
    expect(await his.until(4)).toEqual(["ready", "created", "updated", "removed"]);
  });

  it("asks to list anew when that record lets others see more or less, and only then", async () => {
    await using running = await createTestApp(app);
    const board = await send(running, ann, "POST", "/api/boards", { name: "a", open: false });
    await using his = await openSource(running, bob, "sub=cards&sub=boards");
    await send(running, ann, "PATCH", `/api/boards/${board.id}`, { name: "b" });
    await send(running, ann, "PATCH", `/api/boards/${board.id}`, { open: true });
    await send(running, ann, "DELETE", `/api/boards/${board.id}`);
    await his.until(6);
    expect(his.events.map(({ name, data }) => [name, data.sub])).toEqual([
      ["ready", undefined],
      ["updated", "boards"],
      ["resync", "cards"],
      ["updated", "boards"],
      ["resync", "cards"],
      ["removed", "boards"],
    ]);
  });
});

describe("what cannot be subscribed to is said before the stream begins", () => {
  it.each([
    ["", 400, "required"],
    ["sub=nothing", 400, "unknown-field"],
    ["sub=users", 400, "unknown-field"],
    ["sub=_secrets", 400, "unknown-field"],
    ["sub=tasks&sub=tasks", 400, "invalid"],
    ["sub=tasks&since=1", 400, "unknown-field"],
    [`sub=${encodeURIComponent("tasks:colour == 1")}`, 400, "unknown-field"],
    [`sub=${encodeURIComponent("tasks:private_note == 'x'")}`, 400, "unknown-field"],
    [`sub=${encodeURIComponent("tasks:done ==")}`, 400, "invalid"],
    [Array.from({ length: 21 }, (_, index) => `sub=tasks:priority==${index}`).join("&"), 400, "too-big"],
  ])("%s is %i %s", async (query, status, code) => {
    await using app = await createTestApp(taskApp);
    const answer = await app.as(ann).fetch(`/api/realtime?${query}`);
    expect([answer.status, await answer.json()]).toMatchObject([
      status,
      { code: "request.invalid", errors: [{ code }] },
    ]);
  });

  it("asks those who are not signed in to do so", async () => {
    await using app = await createTestApp(taskApp);
    const answer = await app.fetch(new Request("http://app.test/api/realtime?sub=tasks"));
    expect([answer.status, await answer.json()]).toMatchObject([401, { code: "auth.required" }]);
  });

  it("refuses what nobody in this role could ever list", async () => {
    const secrets = defineCollection("plans", {
      schema: z.object({ text: z.string() }),
      rules: { list: auth.role("admin"), create: auth.role("admin") },
    });
    await using app = await createTestApp(defineApp({ name: "plans", collections: [secrets] }));
    const answer = await app.as(bob).fetch("/api/realtime?sub=plans");
    expect([answer.status, await answer.json()]).toMatchObject([403, { code: "record.forbidden" }]);
    await using admin = await openSource(app, { id: "eve", organization, role: "admin" }, "sub=plans");
    expect(await admin.until(1)).toEqual(["ready"]);
  });
});
