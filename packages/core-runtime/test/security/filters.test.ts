import { createTestApp } from "@mozaiks/core-runtime/testing";
import { expect, it } from "vitest";
import { taskApp } from "../task-app.ts";

/** Conditions that exhaust a parser, or mean something in other languages. */
it.each([
  ["brackets in brackets", `${"(".repeat(1000)}done${")".repeat(1000)}`],
  ["brackets that stay open", "(".repeat(2000)],
  ["lists in lists", "[".repeat(2000)],
  ["negations", `${"!".repeat(2000)}done`],
  ["minus signs", `${"-".repeat(2000)}1 == priority`],
  ["alternatives", `${"done || ".repeat(200)}done`],
  ["members of members", `title${".a".repeat(600)}`],
  ["calls of calls", `a(${"b(".repeat(600)}`],
  ["text that does not end", `"${"a".repeat(2000)}`],
  ["a number without end", `${"1".repeat(2000)} == priority`],
  ["an infinite number", "priority == 1e999"],
  ["half a character", String.raw`title == "\ud800"`],
  ["U+0000", String.raw`title == "\u0000"`],
  ["bytes", String.raw`title == b"\xff"`],
  ["a macro", "[1, 2].all(x, x > 1)"],
  ["a prototype", "__proto__ == null"],
  ["a constructor", "constructor == null"],
  ["a quote of SQL", "title' OR 1=1 --"],
  ["a call", 'title.matches("^(a+)+$")'],
])("a filter of %s is refused as any other wrong one", async (_what, filter) => {
  await using app = await createTestApp(taskApp);
  const answer = await app.as({ id: "ann" }).fetch(`/api/tasks?filter=${encodeURIComponent(filter)}`);
  expect([answer.status, await answer.json()]).toMatchObject([400, { code: "request.invalid" }]);
});

it.each(["'; DROP TABLE tasks; --", '" OR 1=1 --', "%", "_", "\\", "💥", "﻿", "'||(SELECT 1)||'"])(
  "the text %s is a text, on SQLite too",
  async (text) => {
    await using app = await createTestApp(taskApp, { engine: "sqlite" });
    const ann = app.as({ id: "ann" });
    for (const title of [text, "other"])
      await ann.fetch("/api/tasks", { method: "POST", body: JSON.stringify({ title }) });
    for (const filter of [`title == ${JSON.stringify(text)}`, `title.contains(${JSON.stringify(text)})`]) {
      const answer = await ann.fetch(`/api/tasks?filter=${encodeURIComponent(filter)}`);
      expect(((await answer.json()) as { items: unknown[] }).items).toMatchObject([{ title: text }]);
    }
  },
);
