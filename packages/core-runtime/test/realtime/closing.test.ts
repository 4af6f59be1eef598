import { disableUser } from "@mozaiks/core-runtime/server";
import { createTestApp, type TestApp, type TestUser } from "@mozaiks/core-runtime/testing";
import { afterEach, describe, expect, it, vi } from "vitest";
import { taskApp } from "../task-app.ts";
import { openSource } from "./event-source.ts";

const ann: TestUser = { id: "ann", organization: "acme" };
const bob: TestUser = { id: "bob", organization: "acme", role: "member" };

/** Writes to one of the kernel's own collections, as another process would. */
async function writeRow(
  { kernel }: TestApp,
  collection: string,
  isMeant: (row: { readonly [field: string]: unknown }) => boolean,
  change?: Readonly<Record<string, string>>,
): Promise<void> {
  const where = { op: "constant", value: true } as const;
  const tenant = collection === "users" ? "acme" : "*";
  const rows = await kernel.engine.find({ collection, tenant, where, deleted: "exclude", sort: [], limit: 100 });
  const row = rows.find(isMeant);
  if (!row) throw new Error(`No such row in ${collection}`);
  const common = { collection, ifVersion: row.version, guard: where };
  const outcome = await kernel.engine.apply([
    change
      ? { ...common, kind: "update", row: { ...row, ...change, version: row.version + 1 } }
      : { ...common, kind: "remove", tenant, id: row.id },
  ]);
  expect(outcome).toHaveProperty("changes");
}

/** What the organisation's owner does. */
async function ask(app: TestApp, method: string, path: string, body?: unknown): Promise<void> {
  const answer = await app.as(ann).fetch(path, { method, ...(body !== undefined && { body: JSON.stringify(body) }) });
  expect(answer.status).toBeLessThan(300);
}

afterEach(() => {
  vi.useRealTimers();
});

describe("a stream ends when", () => {
  it.each([
    [
      "its user signs out",
      "credential.invalid",
      async (app: TestApp) => {
        expect((await app.as(bob).fetch("/api/auth/sign-out", { method: "POST" })).status).toBeLessThan(300);
      },
    ],
    [
      "its session is ended elsewhere",
      "credential.invalid",
      (app: TestApp) => writeRow(app, "_sessions", ({ account }) => account === "bob"),
    ],
    [
      "its user is removed from the organisation",
      "credential.invalid",
      (app: TestApp) => writeRow(app, "users", ({ id }) => id === "bob"),
    ],
    [
      "its user's role changes",
      "session.changed",
      (app: TestApp) => writeRow(app, "users", ({ id }) => id === "bob", { role: "viewer" }),
    ],
    [
      "its user is removed by another member",
      "credential.invalid",
      (app: TestApp) => ask(app, "DELETE", "/api/organizations/acme/members/bob"),
    ],
    [
      "its user is given another role by another member",
      "session.changed",
      (app: TestApp) => ask(app, "PATCH", "/api/organizations/acme/members/bob", { role: "viewer" }),
    ],
    [
      "its user switches to another organisation",
      "credential.invalid",
      async (app: TestApp) => {
        await app.as({ id: "bob" }).fetch("/api/tasks");
        const body = JSON.stringify({ organization: "org-bob" });
        expect((await app.as(bob).fetch("/api/auth/switch", { method: "POST", body })).status).toBe(200);
      },
    ],
    [
      "its user's address changes, which rules may ask for",
      "session.changed",
      (app: TestApp) => writeRow(app, "users", ({ id }) => id === "bob", { email: "robert@example.com" }),
    ],
  ])("%s", async (_name, code, happen) => {
    await using app = await createTestApp(taskApp);
    await using hers = await openSource(app, ann, "sub=projects");
    await using his = await openSource(app, bob, "sub=projects");
    await Promise.all([hers.until(1), his.until(1)]);
    await happen(app);
    await app.as(ann).fetch("/api/projects", { method: "POST", body: '{"name":"for those who are still there"}' });
    expect((await his.untilNamed("closed")).data).toEqual({ code });
    await his.ended;
    expect(his.events.map(({ name }) => name)).toEqual(["ready", "closed"]);
    expect(await hers.until(2)).toEqual(["ready", "created"]);
  });

  it("its user's session ended while it was being opened", async () => {
    await using app = await createTestApp(taskApp);
    await app.as(bob).fetch("/api/tasks");
    const { engine } = app.kernel;
    const position = engine.position.bind(engine);
    engine.position = async () => {
      engine.position = position;
      await writeRow(app, "_sessions", ({ account }) => account === "bob");
      return position();
    };
    await using his = await openSource(app, bob, "sub=projects");
    expect((await his.untilNamed("closed")).data).toEqual({ code: "credential.invalid" });
  });

  it("the server stops, and no other begins", async () => {
    await using app = await createTestApp(taskApp);
    await using his = await openSource(app, bob, "sub=projects");
    await his.until(1);
    app.closeStreams();
    expect((await his.untilNamed("closed")).data).toEqual({ code: "server.closing" });
    await his.ended;
    const answer = await app.as(bob).fetch("/api/realtime?sub=projects");
    expect([answer.status, await answer.json()]).toMatchObject([503, { code: "server.closing" }]);
  });

  it("its reader leaves more than 1 MiB unread, and goes on from there with the next", async () => {
    await using app = await createTestApp(taskApp);
    await using quick = await openSource(app, ann, "sub=projects");
    await quick.until(1);
    const slow = await app.as(ann).fetch("/api/realtime?sub=tasks");
    const note = "x".repeat(300_000);
    for (const title of ["a", "b", "c", "d", "e"])
      await app.as(ann).fetch("/api/tasks", { method: "POST", body: JSON.stringify({ title, private_note: note }) });
    await app.as(ann).fetch("/api/projects", { method: "POST", body: '{"name":"last"}' });
    await quick.until(2);
    const text = await slow.text();
    expect(text).toBe('event: closed\ndata: {"code":"reader.too-slow"}\n\n');
  });
});

it("says every 15 seconds that it is there, with an id from which to go on", async () => {
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
  await using app = await createTestApp(taskApp);
  await using source = await openSource(app, ann, "sub=projects");
  await source.until(1);
  const ready = source.lastEventId;
  await app.as(bob).fetch("/api/tasks", { method: "POST", body: '{"title":"not hers"}' });
  vi.advanceTimersByTime(14_999);
  expect(source.lastEventId).toBe(ready);
  vi.advanceTimersByTime(1);
  await expect.poll(() => source.lastEventId).not.toBe(ready);
  expect(source.events).toHaveLength(1);
  await using next = await openSource(app, ann, "sub=projects", source.lastEventId);
  expect(await next.until(1)).toEqual(["ready"]);
});

/** The text of a stream that somebody has who signed up as eve@example.com. */
async function streamOfEve(app: TestApp): Promise<{ readonly text: Promise<string> }> {
  const signUp = await app.fetch(
    new Request("http://app.test/api/auth/sign-up", {
      method: "POST",
      headers: { "content-type": "application/json", "x-mozaiks-request": "1" },
      body: JSON.stringify({ email: "eve@example.com", password: "correct horse battery" }),
    }),
  );
  const [cookie = ""] = (signUp.headers.get("set-cookie") ?? "").split(";");
  const answer = await app.fetch(new Request("http://app.test/api/realtime?sub=tasks", { headers: { cookie } }));
  expect(answer.status).toBe(200);
  return { text: answer.text() };
}

const endedByCredential = 'event: closed\ndata: {"code":"credential.invalid"}';

it("ends when its account is disabled", async () => {
  await using app = await createTestApp(taskApp);
  const { text } = await streamOfEve(app);
  await disableUser(app.kernel, "eve@example.com");
  expect(await text).toContain(endedByCredential);
});

it("ends within a minute of its credential running out", async () => {
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
  let now = new Date();
  await using app = await createTestApp(taskApp, { now: () => now });
  const { text } = await streamOfEve(app);
  now = new Date(now.getTime() + 31 * 24 * 60 * 60 * 1000);
  for (let turn = 0; turn < 4; turn += 1) vi.advanceTimersByTime(15_000);
  expect(await text).toContain(endedByCredential);
});

it("gives a user 50 streams at most", async () => {
  await using app = await createTestApp(taskApp);
  const sources = await Promise.all(Array.from({ length: 50 }, () => openSource(app, ann, "sub=tasks")));
  await Promise.all(sources.map((source) => source.until(1)));
  await vi.waitFor(async () => expect((await app.as(ann).fetch("/api/realtime?sub=tasks")).status).toBe(429));
  await using other = await openSource(app, bob, "sub=tasks");
  await other.until(1);
  await sources[0]?.[Symbol.asyncDispose]();
  await vi.waitFor(async () => expect((await app.as(ann).fetch("/api/realtime?sub=tasks")).status).toBe(200));
  await Promise.all(sources.map((source) => source[Symbol.asyncDispose]()));
});
