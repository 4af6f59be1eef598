import { auth, defineApp } from "@mozaiks/core-runtime";
import { createTestApp } from "@mozaiks/core-runtime/testing";
import { expect, it } from "vitest";

it("what a route throws is told to the log alone", async () => {
  const app = defineApp({
    name: "faulty",
    routes: {
      "GET /api/fault": auth.public(() => {
        throw new Error("password hunter2 at /srv/app.db");
      }),
    },
  });
  const logged: unknown[] = [];
  const log = { info: () => {}, warn: () => {}, error: (...given: readonly unknown[]) => void logged.push(given) };
  await using open = await createTestApp(app, { log });
  const answer = await open.fetch(new Request("http://app.test/api/fault"));
  const text = await answer.text();
  expect([answer.status, JSON.parse(text)]).toMatchObject([500, { code: "internal.error", detail: "Internal error" }]);
  expect(text).not.toMatch(/hunter2|srv|stack/);
  expect(logged).toMatchObject([[{ event: "request.failed" }, { message: "password hunter2 at /srv/app.db" }]]);
});
