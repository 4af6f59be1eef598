import { expect, it } from "vitest";
import { createToolLog } from "./tool-log.ts";

it.each<[readonly unknown[], object]>([
  [["done"], { message: "done", fields: {} }],
  [["done", { rows: 3 }], { message: "done", fields: { rows: 3 } }],
  [[{ rows: 3 }, "done"], { message: "done", fields: { rows: 3 } }],
  [[{ rows: 3 }], { message: "Tool log", fields: { rows: 3 } }],
  [[new Error("no disk")], { message: "Tool log", fields: { error: "no disk" } }],
  [["failed", new Error("no disk")], { message: "failed", fields: { error: "no disk" } }],
  [["rows", 3], { message: "rows", fields: { value: 3 } }],
])("writes %j as %j", (args, line) => {
  const lines: object[] = [];
  const log = createToolLog((level, fields, message) => void lines.push({ level, fields, message }));
  for (const level of ["debug", "info", "warn", "error"] as const) Reflect.apply(log[level], log, args);
  expect(lines).toEqual(["debug", "info", "warn", "error"].map((level) => ({ level, ...line })));
});
