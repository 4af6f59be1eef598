import { type Client, createClient, type LiveList } from "@mozaiks/core-runtime/client";
import { createTestApp, type TestApp } from "@mozaiks/core-runtime/testing";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cookieFetch } from "./cookie-fetch.ts";
import { notesApp, type NotesCollections, type NotesRoutes } from "./notes-app.ts";

type NotesClient = Client<NotesCollections, NotesRoutes>;

const password = "correct horse battery";

/** A client whose connections can be cut, and whose streams are counted. */
function clientOf(app: TestApp) {
  const cuts = new Set<AbortController>();
  const opened: string[] = [];
  let isRefusing = false;
  const send = cookieFetch((request) => app.fetch(request));
  const client = createClient<NotesCollections, NotesRoutes>({
    async fetch(url, init) {
      if (!url.startsWith("/api/realtime")) return send(url, init);
      const cut = new AbortController();
      cuts.add(cut);
      opened.push(url);
      if (isRefusing) {
        isRefusing = false;
        return Response.json({ code: "credential.invalid" }, { status: 401 });
      }
      return send(url, { ...init, signal: AbortSignal.any([cut.signal, ...(init.signal ? [init.signal] : [])]) });
    },
  });
  const cut = () => {
    for (const one of cuts) one.abort(new TypeError("The connection is gone"));
    cuts.clear();
  };
  const refuseOnce = () => {
    isRefusing = true;
  };
  return { client, cut, opened, refuseOnce };
}

async function signedUp(app: TestApp, email = "ann@example.com") {
  const all = clientOf(app);
  await all.client.auth.signUp({ email, password });
  return all;
}

/** Listens to a list until the end of the test. */
function watch<R>(list: LiveList<R>): Disposable & { readonly list: LiveList<R> } {
  const stop = list.subscribe(() => {});
  return { list, [Symbol.dispose]: stop };
}

const titles = (list: LiveList<{ readonly title: string }>) => list.items.map(({ title }) => title);

describe("a live list", () => {
  it("is what a list is, and stays so while others write", async () => {
    await using app = await createTestApp(notesApp);
    const { client } = await signedUp(app);
    const old = await client.notes.create({ title: "old", level: 2 });
    const list = client.notes.live({ filter: { level: { gte: 1 } }, sort: "-level,title" });
    expect(list.state).toEqual({ status: "loading", items: [], isCut: false });
    using _watched = watch(list);
    await expect.poll(() => list.state.status).toBe("live");
    expect(list.items).toEqual([old]);
    const other = await client.notes.create({ title: "other", level: 5 });
    await client.notes.create({ title: "not in the filter", level: 0 });
    await expect.poll(() => titles(list)).toEqual(["other", "old"]);
    await client.notes.update(old.id, { level: 9 });
    await expect.poll(() => titles(list)).toEqual(["old", "other"]);
    await client.notes.update(other.id, { level: 0 });
    await expect.poll(() => titles(list)).toEqual(["old"]);
    await client.notes.delete(old.id);
    await expect.poll(() => titles(list)).toEqual([]);
    await client.notes.restore(old.id);
    await expect.poll(() => titles(list)).toEqual(["old"]);
  });

  it("gives a new state only when something changed", async () => {
    await using app = await createTestApp(notesApp);
    const { client } = await signedUp(app);
    const list = client.notes.live();
    using _watched = watch(list);
    await expect.poll(() => list.state.status).toBe("live");
    expect(list.state).toBe(list.state);
    const before = list.state;
    await client.notes.create({ title: "a" });
    await expect.poll(() => list.state).not.toBe(before);
    expect(before.items).toEqual([]);
  });

  it("goes on after the connection was lost, with what was written meanwhile", async () => {
    await using app = await createTestApp(notesApp);
    const { client, cut } = await signedUp(app);
    const list = client.notes.live({ sort: "title" });
    const seen: string[] = [];
    const stop = list.subscribe(() => seen.push(list.state.status));
    await expect.poll(() => list.state.status).toBe("live");
    cut();
    await client.notes.create({ title: "a" });
    await expect.poll(() => titles(list)).toEqual(["a"]);
    await expect.poll(() => list.state.status).toBe("live");
    expect(seen).toContain("offline");
    stop();
  });

  it("waits for a credential that another tab is just renewing", async () => {
    await using app = await createTestApp(notesApp);
    const { client, cut, refuseOnce, opened } = await signedUp(app);
    const list = client.notes.live();
    const seen = new Set<string>();
    const stop = list.subscribe(() => seen.add(list.state.status));
    await expect.poll(() => list.state.status).toBe("live");
    refuseOnce();
    cut();
    await client.notes.create({ title: "a" });
    await expect.poll(() => titles(list)).toEqual(["a"]);
    expect(opened).toHaveLength(3);
    expect(seen).not.toContain("failed");
    stop();
  });

  it("shares one stream with all others", async () => {
    await using app = await createTestApp(notesApp);
    const { client, opened } = await signedUp(app);
    using _first = watch(client.notes.live());
    const same = client.notes.live({ filter: {} });
    using _same = watch(same);
    const other = client.notes.live({ filter: { level: 1 } });
    using _other = watch(other);
    await expect.poll(() => [same.state.status, other.state.status]).toEqual(["live", "live"]);
    expect(opened.map(decodeURIComponent)).toEqual(["/api/realtime?sub=notes&sub=notes:level == 1"]);
    const late = client.notes.live();
    using _late = watch(late);
    await expect.poll(() => late.state.status).toBe("live");
    expect(opened).toHaveLength(1);
  });

  it("holds as many records as it is asked to, and takes others up when some go", async () => {
    await using app = await createTestApp(notesApp);
    const { client } = await signedUp(app);
    const ids: string[] = [];
    for (const title of ["a", "b", "d", "e"]) ids.push((await client.notes.create({ title })).id);
    const list = client.notes.live({ sort: "title", limit: 3 });
    using _watched = watch(list);
    await expect.poll(() => titles(list)).toEqual(["a", "b", "d"]);
    expect(list.state.isCut).toBe(true);
    await client.notes.create({ title: "c" });
    await expect.poll(() => titles(list)).toEqual(["a", "b", "c"]);
    await client.notes.delete(ids[0] ?? "");
    await client.notes.delete(ids[1] ?? "");
    await expect.poll(() => titles(list)).toEqual(["c", "d", "e"]);
    await client.notes.create({ title: "f" });
    await client.notes.update(ids[3] ?? "", { title: "g" });
    await expect.poll(() => titles(list)).toEqual(["c", "d", "f"]);
  });

  it("is of whoever is signed in", async () => {
    await using app = await createTestApp(notesApp);
    const { client } = await signedUp(app);
    await client.notes.create({ title: "ann's" });
    const list = client.notes.live();
    using _watched = watch(list);
    await expect.poll(() => titles(list)).toEqual(["ann's"]);
    await client.auth.signOut();
    await expect.poll(() => list.state).toMatchObject({ status: "failed", items: [], problem: { status: 401 } });
    await client.auth.signUp({ email: "bob@example.com", password });
    await expect.poll(() => list.state).toMatchObject({ status: "live", items: [] });
    await client.notes.create({ title: "bob's" });
    await expect.poll(() => titles(list)).toEqual(["bob's"]);
  });

  it("fails alone when the app refuses it", async () => {
    await using app = await createTestApp(notesApp);
    const { client } = await signedUp(app);
    const good = client.notes.live();
    using _good = watch(good);
    await expect.poll(() => good.state.status).toBe("live");
    const wrong = client.notes.live({ filter: JSON.parse('{"colour":"red"}') });
    using _wrong = watch(wrong);
    await expect.poll(() => wrong.state).toMatchObject({ status: "failed", problem: { code: "request.invalid" } });
    await client.notes.create({ title: "still told" });
    await expect.poll(() => titles(good)).toEqual(["still told"]);
  });

  it("is at the end what a fresh list is, whatever happened and whenever the connection was cut", async () => {
    const step = fc.record({
      kind: fc.constantFrom("create", "create", "update", "update", "delete", "cut"),
      pick: fc.nat(9),
      level: fc.nat(3),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25 }), async (steps) => {
        await using app = await createTestApp(notesApp);
        const { client, cut } = await signedUp(app);
        const [all, some] = [
          client.notes.live({ sort: "level" }),
          client.notes.live({ filter: { level: { gt: 1 } }, limit: 2 }),
        ];
        using _all = watch(all);
        using _some = watch(some);
        await expect.poll(() => [all.state.status, some.state.status], { interval: 5 }).toEqual(["live", "live"]);
        await perform(steps, client, cut);
        const fresh = (filter?: { level: { gt: number } }, sort?: string) =>
          client.notes.list({ ...(filter && { filter }), ...(sort && { sort }), limit: 200 });
        const [everything, high] = [await fresh(undefined, "level"), await fresh({ level: { gt: 1 } })];
        await expect.poll(() => all.items, { interval: 5 }).toEqual(everything.items);
        await expect.poll(() => some.items, { interval: 5 }).toEqual(high.items.slice(0, 2));
      }),
      { numRuns: 8 },
    );
  });
});

async function perform(
  steps: readonly { readonly kind: string; readonly pick: number; readonly level: number }[],
  client: NotesClient,
  cut: () => void,
): Promise<void> {
  const ids: string[] = [];
  for (const { kind, pick, level } of steps) {
    const id = ids[pick % Math.max(1, ids.length)];
    if (kind === "cut") cut();
    else if (kind === "create" || id === undefined) ids.push((await client.notes.create({ title: "a", level })).id);
    else if (kind === "update") await client.notes.update(id, { level });
    else {
      await client.notes.delete(id);
      ids.splice(ids.indexOf(id), 1);
    }
  }
}

describe("a subscription", () => {
  it("tells of changes, never of an older version, and of who is let in and out", async () => {
    await using app = await createTestApp(notesApp);
    const ann = app.as({ id: "ann", organization: "acme" });
    const bob = createClient<NotesCollections>({
      fetch: (url, init) => app.as({ id: "bob", organization: "acme" }).fetch(url, init),
    });
    const told: unknown[] = [];
    const leave = bob.notes.subscribe(
      {},
      {
        ready: () => told.push("ready"),
        created: ({ title, version }) => told.push(["created", title, version]),
        updated: ({ title, version }) => told.push(["updated", title, version]),
        removed: (id) => told.push(["removed", id]),
      },
    );
    await expect.poll(() => told).toEqual(["ready"]);
    const send = async (method: string, path: string, body: unknown) =>
      (await (await ann.fetch(path, { method, body: JSON.stringify(body) })).json()) as { readonly id: string };
    const { id } = await send("POST", "/api/notes", { title: "a" });
    await send("PATCH", `/api/notes/${id}`, { shared: true });
    await send("PATCH", `/api/notes/${id}`, { title: "b" });
    await send("PATCH", `/api/notes/${id}`, { shared: false });
    await expect.poll(() => told).toEqual(["ready", ["created", "a", 2], ["updated", "b", 3], ["removed", id]]);
    leave();
  });
});
