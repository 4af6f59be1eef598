import { auth, defineApp, defineCollection } from "@mozaiks/core-runtime";
import { createTestApp } from "@mozaiks/core-runtime/testing";
import { expect, it } from "vitest";
import { z } from "zod";

const board = defineApp({
  name: "board",
  collections: [
    defineCollection("posts", {
      scope: "global",
      schema: z.object({ text: z.string() }),
      rules: { list: auth.public(), read: auth.public(), create: auth.public() },
    }),
  ],
});

it("a key of one stranger is not another one's: without signing in there are no idempotency keys", async () => {
  await using app = await createTestApp(board);
  const answer = await app.fetch(
    new Request("http://app.test/api/posts", {
      method: "POST",
      body: '{"text":"hello"}',
      headers: { "content-type": "application/json", "idempotency-key": "1" },
    }),
  );
  expect([answer.status, await answer.json()]).toMatchObject([400, { code: "request.invalid" }]);
});

it("strangers share a thousand streams", async () => {
  await using app = await createTestApp(board);
  const open = () => app.fetch(new Request("http://app.test/api/realtime?sub=posts"));
  const first = await open();
  const statuses = new Set(await Promise.all(Array.from({ length: 999 }, async () => (await open()).status)));
  expect([...statuses]).toEqual([200]);
  expect([await open()].map(({ status }) => status)).toEqual([429]);
  await first.body?.cancel();
  expect((await open()).status).toBe(200);
});
