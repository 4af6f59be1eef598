import { and, auth, db, defineApp, defineCollection, not, owner, reference, via, where } from "@mozaiks/core-runtime";
import { createTestApp } from "@mozaiks/core-runtime/testing";
import { expect, it } from "vitest";
import { z } from "zod";

const anybody = auth.public();
const nobodySaidPublic = where("record.hidden == false");

/** Articles are for everybody; the sources they name are not, though no rule of theirs asks who is there. */
const newspaper = defineApp({
  name: "newspaper",
  collections: [
    defineCollection("sources", {
      scope: "global",
      schema: z.object({ name: z.string(), hidden: z.boolean().default(false) }),
      rules: { list: not(owner()), read: nobodySaidPublic, create: auth.signedIn() },
    }),
    defineCollection("articles", {
      scope: "global",
      schema: z.object({
        title: z.string(),
        source: reference("sources").optional(),
        ready: z.boolean().default(true),
      }),
      rules: { list: anybody, read: and(anybody, where("record.ready")), create: auth.signedIn() },
    }),
    defineCollection("letters", {
      schema: z.object({ text: z.string() }),
      rules: { list: anybody, read: anybody, create: anybody },
    }),
  ],
  routes: {
    "GET /api/all-sources": auth.public(() =>
      (db as unknown as { sources: { list(): Promise<object> } }).sources.list(),
    ),
  },
});

async function published() {
  const app = await createTestApp(newspaper);
  const post = async (path: string, body: object) => {
    const answer = await app.as({ id: "ann" }).fetch(path, { method: "POST", body: JSON.stringify(body) });
    return ((await answer.json()) as { id: string }).id;
  };
  const source = await post("/api/sources", { name: "an informer" });
  const article = await post("/api/articles", { title: "News", source });
  const draft = await post("/api/articles", { title: "Not yet", ready: false });
  return { app, source, article, draft, get: (path: string) => app.fetch(new Request(`http://app.test${path}`)) };
}

it("what says that it is public can be read without signing in, as far as its conditions go", async () => {
  const { app, article, draft, get } = await published();
  await using _ = app;
  expect(await (await get(`/api/articles/${article}`)).json()).toMatchObject({ title: "News" });
  expect((await get(`/api/articles/${draft}`)).status).toBe(404);
});

it("what a public record refers to is not public with it", async () => {
  const { app, article, source, get } = await published();
  await using _ = app;
  expect(await (await get(`/api/articles/${article}?expand=source`)).json()).toMatchObject({ source, expand: {} });
});

it("a public route reads no more than what says that it is public", async () => {
  const { app, get } = await published();
  await using _ = app;
  expect((await get("/api/all-sources")).status).toBe(403);
});

it("nobody writes into an organisation without being in one", async () => {
  await using app = await createTestApp(newspaper);
  const answer = await app.fetch(
    new Request("http://app.test/api/letters", {
      method: "POST",
      body: '{"text":"hello"}',
      headers: { "content-type": "application/json" },
    }),
  );
  expect([answer.status, await answer.json()]).toMatchObject([401, { code: "auth.required" }]);
});

it("a rule of a field that looks at another record is refused when the app starts", () => {
  const tasks = defineCollection("tasks", {
    schema: z.object({ project: reference("tasks").optional(), note: z.string().optional() }),
    rules: {},
    fields: { note: { read: not(via("project", owner())) } },
  });
  expect(() => defineApp({ name: "app", collections: [tasks] })).toThrow(
    "tasks.fields.note.read: rules of fields cannot hold via()",
  );
});
