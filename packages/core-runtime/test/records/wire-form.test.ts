import { createTestApp } from "@mozaiks/core-runtime/testing";
import { describe, expect, it } from "vitest";
import { call } from "../call.ts";
import { thingsApp } from "./things-app.ts";

const uuidV7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
const fields = thingsApp.compiled.collections.get("things")?.fields.map(({ name }) => name) ?? [];

/** What is sent and what comes back. */
const roundTrips: readonly (readonly [string, unknown, unknown])[] = [
  ["text", "ä 日本 👍🏽 \u0007'\"\\", "ä 日本 👍🏽 \u0007'\"\\"],
  ["text", "", ""],
  ["whole", Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER],
  ["whole", -10, -10],
  ["number", 0.1, 0.1],
  ["number", -1e300, -1e300],
  ["flag", false, false],
  ["moment", "2026-01-31T23:59:59.123456+05:30", "2026-01-31T18:29:59.123Z"],
  ["moment", "2026-01-31T12:00:00Z", "2026-01-31T12:00:00.000Z"],
  ["isoMoment", "2026-01-31T12:00:00+01:00", "2026-01-31T11:00:00.000Z"],
  ["day", "2024-02-29", "2024-02-29"],
  ["price", "12.5", "12.50"],
  ["price", "-9999.99", "-9999.99"],
  ["price", "-0", "0.00"],
  ["state", "done", "done"],
  ["tags", ["b", "a", "b"], ["b", "a", "b"]],
  ["tags", [], []],
  ["numbers", [3, -1], [3, -1]],
  ["anything", { a: [1, null, { b: "x" }] }, { a: [1, null, { b: "x" }] }],
  ["anything", [[]], [[]]],
  ["anything", 0, 0],
  ["nested", { a: "x" }, { a: "x" }],
  ["cost", { amount: -1250, currency: "EUR" }, { amount: -1250, currency: "EUR" }],
];

describe.each(["memory", "sqlite"] as const)("a record on %s", (engine) => {
  it("has its own fields, those of every record, and nothing else", async () => {
    await using app = await createTestApp(thingsApp, { engine });
    const { status, body, headers } = await call(app.as({ id: "ann" }), "POST /api/things", {});
    expect(status).toBe(201);
    expect(Object.keys(body)).toEqual(["id", "owner", "version", "created_at", "updated_at", ...fields]);
    expect(body.id).toMatch(uuidV7);
    expect(body.created_at).toMatch(time);
    expect(body).toMatchObject({ owner: "ann", version: 1, updated_at: body.created_at });
    expect(fields.map((field) => body[field])).toEqual(fields.map(() => null));
    expect([headers.get("location"), headers.get("etag")]).toEqual([`/api/things/${body.id}`, '"1"']);
  });

  it("keeps each kind of value as it is, in one form", async () => {
    await using app = await createTestApp(thingsApp, { engine });
    const ann = app.as({ id: "ann" });
    for (const [field, sent, kept] of roundTrips) {
      const created = await call(ann, "POST /api/things", { [field]: sent });
      expect([field, created.status, created.body[field]]).toEqual([field, 201, kept]);
      expect((await call(ann, `GET /api/things/${created.body.id}`)).body).toEqual(created.body);
      const patched = await call(ann, `PATCH /api/things/${created.body.id}`, { [field]: null });
      expect([patched.status, patched.body[field]]).toEqual([200, null]);
    }
  });
});

describe("a body is refused", () => {
  const key = (name: string) => ({ [name]: "x" });
  it.each([
    ["that is no object", [], "/", "type"],
    ["that is a text", '"a"', "/", "type"],
    ["that is missing", undefined, "/", "type"],
    ...["id", "tenant", "version", "created_at", "updated_at", "deleted_at"].map(
      (name) => [`with ${name}`, key(name), `/${name}`, "read-only"] as const,
    ),
    ["with a field that there is not", { colour: "red" }, "/colour", "unknown-field"],
    ["with a field of objects", '{"__proto__":{"a":1}}', "/__proto__", "unknown-field"],
    ["with U+0000", { text: "a\0b" }, "/text", "invalid"],
    ["with U+0000 deep inside", { anything: { a: ["\0"] } }, "/anything", "invalid"],
    ["with U+0000 in a key", { anything: { "a\0": 1 } }, "/anything", "invalid"],
    ["with half a character", '{"text":"\\ud83d"}', "/text", "invalid"],
    ["with half a character in a list", '{"tags":["a","\\udc00"]}', "/tags", "invalid"],
    ["with a text that is too long", { text: "x".repeat(41) }, "/text", "too-big"],
    ["with a number for a text", { text: 1 }, "/text", "type"],
    ["with a number that is too small", { whole: -11 }, "/whole", "too-small"],
    ["with a fraction for an integer", { whole: 1.5 }, "/whole", "type"],
    ["with an integer that is not safe", { whole: 2 ** 53 }, "/whole", "too-big"],
    ["with a text for a boolean", { flag: "true" }, "/flag", "type"],
    ["with a time without a zone", { moment: "2026-01-31T12:00:00" }, "/moment", "invalid"],
    ["with a day that there is not", { day: "2026-02-29" }, "/day", "invalid"],
    ["with a decimal that is too exact", { price: "1.234" }, "/price", "invalid"],
    ["with a decimal that is too big", { price: "12345" }, "/price", "invalid"],
    ["with a number for a decimal", { price: 12.5 }, "/price", "type"],
    ["with a value that is none of the enum", { state: "late" }, "/state", "invalid"],
    ["with something else in a list", { tags: ["a", 1] }, "/tags/1", "type"],
    ["with an unknown key deep inside", { nested: { a: "x", c: 1 } }, "/nested/c", "unknown-field"],
    ["without a key deep inside", { nested: {} }, "/nested/a", "required"],
    ["with half a cent", { cost: { amount: 1.5, currency: "EUR" } }, "/cost/amount", "type"],
    ["with a currency that is none", { cost: { amount: 1, currency: "euro" } }, "/cost/currency", "invalid"],
    ["with an owner that is no text", { owner: 1 }, "/owner", "type"],
    ["with nobody as its owner", { owner: null }, "/owner", "type"],
  ] as const)("%s", async (_what, body, path, code) => {
    await using app = await createTestApp(thingsApp);
    const ann = app.as({ id: "ann" });
    const { body: thing } = await call(ann, "POST /api/things", {});
    for (const request of ["POST /api/things", `PATCH /api/things/${thing.id}`]) {
      const answer = await call(ann, request, body);
      expect([request, answer.status, answer.body.code]).toEqual([request, 400, "request.invalid"]);
      expect(answer.body.errors).toContainEqual({ path, code, message: expect.any(String) });
    }
  });

  it("with everything that is wrong, and with what was probably meant", async () => {
    await using app = await createTestApp(thingsApp);
    const { body } = await call(app.as({ id: "ann" }), "POST /api/plans", { titel: "a", size: "big", note: null });
    expect(body.errors).toEqual([
      { path: "/titel", code: "unknown-field", message: expect.stringContaining('did you mean "title"?') },
      { path: "/title", code: "required", message: "is required" },
      { path: "/size", code: "type", message: expect.any(String) },
    ]);
    expect(body.detail).toContain("(and 2 more)");
  });
});

describe("PATCH", () => {
  it("changes what it names, leaves the rest, and counts the version", async () => {
    await using app = await createTestApp(thingsApp);
    const ann = app.as({ id: "ann" });
    const { body: plan } = await call(ann, "POST /api/plans", { title: "a", note: "n", size: 7, from: 1, to: 2 });
    const answer = await call(ann, `PATCH /api/plans/${plan.id}`, { title: "b", from: null });
    expect(answer.body).toEqual({ ...plan, title: "b", from: null, version: 2, updated_at: expect.any(String) });
    expect(answer.headers.get("etag")).toBe('"2"');
    expect((await call(ann, `GET /api/plans/${plan.id}`)).body).toEqual(answer.body);
    expect((await call(ann, `PATCH /api/plans/${plan.id}`, {})).body).toMatchObject({ size: 7, version: 3 });
  });

  it.each([
    ["null for a required field", { title: null }, "/title"],
    ["null for a field with a default", { size: null }, "/size"],
    ["what the fields together must not be", { to: 0 }, "/to"],
  ])("refuses %s", async (_what, patch, path) => {
    await using app = await createTestApp(thingsApp);
    const ann = app.as({ id: "ann" });
    const { body: plan } = await call(ann, "POST /api/plans", { title: "a", note: null, from: 1, to: 2 });
    const answer = await call(ann, `PATCH /api/plans/${plan.id}`, patch);
    expect(answer).toMatchObject({ status: 400, body: { code: "request.invalid", errors: [{ path }] } });
    expect((await call(ann, `GET /api/plans/${plan.id}`)).body).toEqual(plan);
  });

  it("takes what the fields together may be, and null where null is a value", async () => {
    await using app = await createTestApp(thingsApp);
    const ann = app.as({ id: "ann" });
    const refused = await call(ann, "POST /api/plans", { title: "a", note: null, from: 5, to: 2 });
    expect(refused.body.errors).toEqual([{ path: "/to", code: "invalid", message: "must not be before from" }]);
    const { body: plan } = await call(ann, "POST /api/plans", { title: "a", note: "n", from: 1, to: 2 });
    const patch = { to: null, from: 9, note: null };
    expect((await call(ann, `PATCH /api/plans/${plan.id}`, patch)).body).toMatchObject(patch);
  });
});

describe("If-Match", () => {
  it("writes only to the version that it names", async () => {
    await using app = await createTestApp(thingsApp);
    const ann = app.as({ id: "ann" });
    const { body: thing } = await call(ann, "POST /api/things", {});
    const path = `/api/things/${thing.id}`;
    expect((await call(ann, `PATCH ${path}`, { text: "b" }, { "if-match": '"1"' })).status).toBe(200);
    for (const [method, body] of [
      ["PATCH", { text: "c" }],
      ["DELETE", undefined],
    ] as const) {
      const answer = await call(ann, `${method} ${path}`, body, { "if-match": '"1"' });
      expect(answer).toMatchObject({ status: 412, body: { code: "record.version-conflict", current_version: 2 } });
    }
    expect((await call(ann, `PATCH ${path}`, {}, { "if-match": "*" })).status).toBe(200);
    expect((await call(ann, `DELETE ${path}`, undefined, { "if-match": '"3"' })).status).toBe(204);
  });

  it.each(["3", 'W/"3"', '"three"', '"1", "2"', ""])("refuses %j", async (header) => {
    await using app = await createTestApp(thingsApp);
    const ann = app.as({ id: "ann" });
    const { body: thing } = await call(ann, "POST /api/things", {});
    const answer = await call(ann, `PATCH /api/things/${thing.id}`, {}, { "if-match": header });
    expect(answer).toMatchObject({ status: 400, body: { code: "request.invalid" } });
  });
});
