import { createTestApp } from "@mozaiks/core-runtime/testing";
import { createHash } from "node:crypto";
import { expect, it } from "vitest";
import { taskApp } from "../task-app.ts";

/** What a reader of the source can make: the mark of a cursor is no secret. */
function forged(values: readonly unknown[]): string {
  const sort = [
    ["priority", false],
    ["id", false],
  ];
  const text = JSON.stringify(["tasks", "org-ann", "ann", null, sort, values]);
  const mark = createHash("sha256").update(text).digest("base64url").slice(0, 22);
  return Buffer.from(JSON.stringify([mark, values])).toString("base64url");
}

it.each([
  ["an object", [{ toString: "x" }, "a"]],
  ["text where a number is", ["1", "a"]],
  ["a number that no store keeps", [1e300, "a"]],
  ["a character that no store keeps", [1, "\0"]],
  ["a list", [[1], "a"]],
])("a made-up cursor with %s is refused like any other wrong input", async (_what, values) => {
  await using app = await createTestApp(taskApp);
  const answer = await app.as({ id: "ann" }).fetch(`/api/tasks?sort=priority&cursor=${forged(values)}`);
  expect([answer.status, await answer.json()]).toMatchObject([400, { code: "cursor.invalid" }]);
});

it("a made-up cursor that could be one leads to nothing but one's own list", async () => {
  await using app = await createTestApp(taskApp);
  await app.as({ id: "bob" }).fetch("/api/tasks", { method: "POST", body: '{"title":"Bob\'s"}' });
  const answer = await app.as({ id: "ann" }).fetch(`/api/tasks?sort=priority&cursor=${forged([-1, "0"])}`);
  expect(await answer.json()).toEqual({ items: [], next_cursor: null });
});
