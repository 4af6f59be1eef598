import { type Client, createClient, isProblem } from "@mozaiks/core-runtime/client";
import { createTestApp, type TestApp } from "@mozaiks/core-runtime/testing";
import { describe, expect, expectTypeOf, it } from "vitest";
import { cookieFetch } from "./cookie-fetch.ts";
import { notesApp, type NotesCollections, type NotesRoutes } from "./notes-app.ts";

type NotesClient = Client<NotesCollections, NotesRoutes>;

const password = "correct horse battery";
const browserOf = (app: TestApp): NotesClient =>
  createClient<NotesCollections, NotesRoutes>({ fetch: cookieFetch((request) => app.fetch(request)) });

async function signedUp(app: TestApp, email = "ann@example.com"): Promise<NotesClient> {
  const client = browserOf(app);
  await client.auth.signUp({ email, password });
  return client;
}

describe("a client", () => {
  it("does with a collection what the server's db does", async () => {
    await using app = await createTestApp(notesApp);
    const client = await signedUp(app);
    const first = await client.notes.create({ title: "a", level: 3, tags: ["x"] });
    const second = await client.notes.create({ title: 'say "b"' });
    expect(await client.notes.get(first.id)).toEqual(first);
    expect(await client.notes.list({ filter: { title: 'say "b"' } })).toEqual({ items: [second], next_cursor: null });
    expect(await client.notes.count({ filter: { level: { gte: 1 } } })).toBe(1);
    const page = await client.notes.list({ sort: "level", limit: 1, count: true });
    expect(page).toMatchObject({ items: [{ id: second.id }], total: 2 });
    const rest = await client.notes.list({ sort: "level", limit: 1, cursor: page.next_cursor ?? "" });
    expect(rest.items).toEqual([first]);
    const changed = await client.notes.update(first.id, { tags: null, shared: true }, { version: first.version });
    expect(changed).toMatchObject({ version: 2, tags: null, shared: true });
    await expect(client.notes.update(first.id, { level: 1 }, { version: 1 })).rejects.toMatchObject({
      code: "record.version-conflict",
      status: 412,
      problem: { current_version: 2 },
    });
    await client.notes.delete(first.id);
    await expect(client.notes.get(first.id)).rejects.toMatchObject({ code: "record.not-found" });
    expect(await client.notes.restore(first.id)).toMatchObject({ id: first.id, version: 4 });
  });

  it("says what is wrong with what it sends", async () => {
    await using app = await createTestApp(notesApp);
    const client = await signedUp(app);
    const thrown = await client.notes.create({ title: "" }).catch((error: unknown) => error);
    expect(isProblem(thrown, "request.invalid")).toBe(true);
    expect(isProblem(thrown, "record.not-found")).toBe(false);
    expect(isProblem(thrown) && thrown.errors).toMatchObject([{ path: "/title", code: "too-small" }]);
  });

  it("carries a write out once, however often it is sent", async () => {
    await using app = await createTestApp(notesApp);
    const send = cookieFetch((request) => app.fetch(request));
    let lost = 0;
    const client = createClient<NotesCollections, NotesRoutes>({
      fetch: async (url, init) => {
        const answer = await send(url, init);
        if (url !== "/api/notes" || init.method !== "POST" || lost > 0) return answer;
        lost += 1;
        throw new TypeError("The connection was lost before the answer came");
      },
    });
    await client.auth.signUp({ email: "ann@example.com", password });
    const note = await client.notes.create({ title: "once" });
    expect(lost).toBe(1);
    expect((await client.notes.list()).items).toEqual([note]);
  });

  it("does not write twice for somebody who is not signed in, whose keys nobody keeps", async () => {
    const asked: Headers[] = [];
    const client = createClient<NotesCollections, NotesRoutes>({
      async fetch(_url, init) {
        asked.push(new Headers(init.headers));
        throw new TypeError("There is no connection");
      },
    });
    await expect(client.notes.create({ title: "a" })).rejects.toMatchObject({ code: "network.failed" });
    await expect(client.call("POST /api/sum", { body: { of: [1] } })).rejects.toMatchObject({ code: "network.failed" });
    expect(asked.map((headers) => headers.get("idempotency-key"))).toEqual([null, null]);
  });

  it("does several things at once, or none of them", async () => {
    await using app = await createTestApp(notesApp);
    const client = await signedUp(app);
    const note = await client.notes.create({ title: "a" });
    const results = await client.batch([
      { method: "POST", path: "/api/notes", body: { title: "b" } },
      { method: "PATCH", path: `/api/notes/${note.id}`, body: { level: 2 }, version: 1 },
    ]);
    expect(results).toMatchObject([
      { status: 201, body: { title: "b" } },
      { status: 200, body: { level: 2 } },
    ]);
    const failed = client.batch([
      { method: "DELETE", path: `/api/notes/${note.id}` },
      { method: "POST", path: "/api/notes", body: {} },
    ]);
    await expect(failed).rejects.toMatchObject({ code: "request.invalid", problem: { index: 1 } });
    expect(await client.notes.count()).toBe(2);
  });

  it("calls the app's own routes", async () => {
    await using app = await createTestApp(notesApp);
    const client = await signedUp(app);
    const greeting = await client.call("GET /api/greet/{name}", { params: { name: "A/nn" }, query: { loud: "yes" } });
    expect(greeting).toEqual({ text: "HELLO A/nn" });
    const answer = await client.call("POST /api/sum", { body: { of: [1, 2, 3] } });
    expect(answer.sum).toBe(6);
  });

  it("knows who is signed in, and nobody after signing out", async () => {
    await using app = await createTestApp(notesApp);
    const client = browserOf(app);
    expect(await client.auth.me()).toBeNull();
    const signedIn = await client.auth.signUp({ email: "ann@example.com", password });
    expect(signedIn).toMatchObject({
      user: { email: "ann@example.com", name: "ann" },
      organization: { role: "owner" },
    });
    expect(await client.auth.me()).toEqual(signedIn);
    await client.auth.signOut();
    expect(await client.auth.me()).toBeNull();
    await expect(client.notes.list()).rejects.toMatchObject({ status: 401 });
    expect(await client.auth.signIn({ email: "ann@example.com", password })).toEqual(signedIn);
    await expect(client.auth.signIn({ email: "ann@example.com", password: "something else" })).rejects.toMatchObject({
      code: "credentials.invalid",
    });
  });

  it("is no promise, and has collections that are called as its own parts are", async () => {
    await using app = await createTestApp(notesApp);
    const client = await signedUp(app);
    await expect(Promise.resolve(client)).resolves.toBeDefined();
    expect(client.collection("notes")).toBe(client.notes);
  });

  it("is typed by the app", () => {
    const client = createClient<NotesCollections, NotesRoutes>();
    type Note = Awaited<ReturnType<typeof client.notes.get>>;
    expectTypeOf<Note["title"]>().toEqualTypeOf<string>();
    expectTypeOf<Note["tags"]>().toEqualTypeOf<string[] | null>();
    expectTypeOf(client.call<"POST /api/sum">).returns.resolves.toEqualTypeOf<{ sum: number }>();
    expectTypeOf(client.call<"GET /api/greet/{name}">).returns.resolves.toEqualTypeOf<{ text: string }>();
    // @ts-expect-error -- there is no such collection
    void client.tasks;
    // @ts-expect-error -- there is no such route
    void (() => client.call("POST /api/sums"));
    // @ts-expect-error -- a title is a text
    void (() => client.notes.create({ title: 1 }));
    // @ts-expect-error -- a sum is of numbers
    void (() => client.call("POST /api/sum", { body: { of: ["1"] } }));
    // @ts-expect-error -- there is no such field
    void (() => client.notes.list({ filter: { colour: "red" } }));
  });
});
