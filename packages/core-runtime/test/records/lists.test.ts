import { createTestApp, type TestApp } from "@mozaiks/core-runtime/testing";
import { describe, expect, it } from "vitest";
import { call } from "../call.ts";
import { thingsApp } from "./things-app.ts";

const rows = [
  {
    text: "B",
    whole: 2,
    number: 1.5,
    flag: true,
    moment: "2026-01-02T00:00:00Z",
    day: "2026-01-02",
    price: "10",
    state: "open",
    tags: ["x"],
  },
  {
    text: "a",
    whole: 10,
    number: -1,
    flag: false,
    moment: "2026-01-01T00:00:00+01:00",
    day: "2025-12-31",
    price: "9.50",
    state: "done",
    tags: ["y", "x"],
  },
  { text: "_", numbers: [7] },
];

async function seeded(engine: "memory" | "sqlite"): Promise<TestApp> {
  const app = await createTestApp(thingsApp, { engine });
  for (const row of rows) expect((await call(app.as({ id: "ann" }), "POST /api/things", row)).status).toBe(201);
  return app;
}

const list = (app: TestApp, query: Record<string, string>) =>
  call(app.as({ id: "ann" }), `GET /api/things?${new URLSearchParams(query)}`);
const texts = (items: readonly { text: string }[]): string => items.map(({ text }) => text).join("");

const filters: readonly (readonly [string, string])[] = [
  ["", "Ba_"],
  ['text == "B"', "B"],
  ['text != "B"', "a_"],
  ['text > "B"', "a_"],
  ['text.startsWith("a")', "a"],
  ['text.contains("%")', ""],
  ["whole > 2", "a"],
  ["whole >= 2 && whole < 10", "B"],
  ["!(whole > 2)", "B_"],
  ["whole == null", "_"],
  ["whole != 2", "a_"],
  ["whole in [2, 3]", "B"],
  ["number < 0.5", "a"],
  ["flag", "B"],
  ["!flag", "a_"],
  ["flag == false", "a"],
  ['moment == "2025-12-31T23:00:00Z"', "a"],
  ['moment >= "2026-01-01T00:00:00Z"', "B"],
  ['day < "2026-01-01"', "a"],
  ['price > "9.5"', "B"],
  ["price == 10.0", "B"],
  ['price == "9.500"', "!"],
  ['price == "9.5"', "a"],
  ['state == "open" || state == null', "B_"],
  ['"x" in tags', "Ba"],
  ['"y" in tags', "a"],
  ["7 in numbers", "_"],
  ["tags == null", "_"],
  ["cost == null", "Ba_"],
  ['owner == "ann" && version == 1', "Ba_"],
  ['created_at > "2020-01-01T00:00:00Z"', "Ba_"],
];

const sorts: readonly (readonly [string, string])[] = [
  ["text", "B_a"],
  ["-text", "a_B"],
  ["whole", "_Ba"],
  ["-whole", "aB_"],
  ["moment", "_aB"],
  ["day", "_aB"],
  ["price", "_aB"],
  ["-price", "Ba_"],
  ["flag,text", "_aB"],
  ["state,-text", "_aB"],
  ["version,-text", "a_B"],
];

describe.each(["memory", "sqlite"] as const)("lists on %s", (engine) => {
  it("are filtered by what a record is", async () => {
    await using app = await seeded(engine);
    for (const [filter, found] of filters) {
      const { status, body } = await list(app, { sort: "created_at", ...(filter && { filter }), count: "true" });
      if (found === "!") expect([filter, status]).toEqual([filter, 400]);
      else expect([filter, texts(body.items), body.total]).toEqual([filter, found, found.length]);
    }
  });

  it("are sorted, with nothing first and text by code points", async () => {
    await using app = await seeded(engine);
    for (const [sort, order] of sorts)
      expect([sort, texts((await list(app, { sort })).body.items)]).toEqual([sort, order]);
    expect(texts((await list(app, {})).body.items)).toBe("_aB");
  });

  it("come in pages that neither repeat nor skip while others write", async () => {
    await using app = await createTestApp(thingsApp, { engine });
    const ann = app.as({ id: "ann" });
    for (let whole = 0; whole < 7; whole += 1)
      await call(ann, "POST /api/things", { whole: whole % 3, text: `${whole}` });
    for (const sort of ["whole", "-whole", "-whole,text", "id", "-id", "price"]) {
      const seen: string[] = [];
      let cursor: string | null = "";
      for (let page = 0; cursor !== null; page += 1) {
        const query: Record<string, string> = { sort, limit: "2", filter: "whole >= 0", ...(cursor && { cursor }) };
        const { body } = await list(app, query);
        seen.push(...body.items.map(({ text }: { text: string }) => text));
        cursor = body.next_cursor;
        if (page === 0) await call(ann, "POST /api/things", { whole: -1, text: "new" });
      }
      expect([sort, seen.toSorted()]).toEqual([sort, ["0", "1", "2", "3", "4", "5", "6"]]);
    }
  });
});

describe("a cursor", () => {
  const first = { sort: "whole", limit: "1", filter: "version == 1" };

  it("leads on only in the list, for the user and in the organization it came from", async () => {
    await using app = await seeded("memory");
    const { body } = await list(app, first);
    const cursor = body.next_cursor;
    expect(cursor).toMatch(/^[\w-]+$/);
    expect((await list(app, { ...first, limit: "2", cursor })).status).toBe(200);
    const others = [
      () => list(app, { ...first, sort: "-whole", cursor }),
      () => list(app, { ...first, sort: "whole,text", cursor }),
      () => list(app, { ...first, filter: "version == 2", cursor }),
      () => list(app, { sort: "whole", limit: "1", cursor }),
      () => call(app.as({ id: "bob" }), `GET /api/things?${new URLSearchParams({ ...first, cursor })}`),
      () =>
        call(app.as({ id: "ann", organization: "o" }), `GET /api/things?${new URLSearchParams({ ...first, cursor })}`),
      () => call(app.as({ id: "ann" }), `GET /api/plans?${new URLSearchParams({ cursor })}`),
      () => list(app, { ...first, cursor: `${cursor.slice(0, -2)}AA` }),
      () => list(app, { ...first, cursor: "x" }),
      () => list(app, { ...first, cursor: "" }),
    ];
    for (const [index, other] of others.entries()) {
      const { status, body } = await other();
      expect([index, status, body.code, body.errors?.[0]?.path]).toEqual([index, 400, "cursor.invalid", "?cursor"]);
    }
  });
});

describe("a list is refused", () => {
  const deep = "!".repeat(9);
  it.each([
    ["filter=titel", "?filter", "unknown-field"],
    ['filter=txt == "a"', "?filter", "unknown-field"],
    ["filter=text == 1", "?filter", "type"],
    ['filter=whole == "1"', "?filter", "type"],
    ['filter=flag == "true"', "?filter", "type"],
    ['filter=moment > "yesterday"', "?filter", "type"],
    ['filter=price == "1.234"', "?filter", "type"],
    ["filter=tags > null", "?filter", "type"],
    ["filter=cost == 1", "?filter", "type"],
    ["filter=text", "?filter", "invalid"],
    ["filter=1 == 1", "?filter", "invalid"],
    ["filter=text ==", "?filter", "invalid"],
    ["filter=", "?filter", "invalid"],
    ['filter=text.matches("a")', "?filter", "invalid"],
    ["filter=owner == user.id", "?filter", "unknown-field"],
    ['filter=record.text == "a"', "?filter", "unknown-field"],
    ['filter=tenant == "a"', "?filter", "unknown-field"],
    ["filter=expand == null", "?filter", "unknown-field"],
    [`filter=text == "${"x".repeat(2048)}"`, "?filter", "too-big"],
    [`filter=${deep}flag`, "?filter", "too-big"],
    [`filter=whole in [${Array.from({ length: 50 }, (_, n) => n).join(",")}]`, "?filter", "too-big"],
    ["sort=colour", "?sort", "unknown-field"],
    ["sort=", "?sort", "unknown-field"],
    ["sort=text,whole,day,price", "?sort", "too-big"],
    ["sort=text,-text", "?sort", "invalid"],
    ["sort=tags", "?sort", "type"],
    ["sort=cost", "?sort", "type"],
    ["limit=0", "?limit", "too-small"],
    ["limit=-1", "?limit", "too-small"],
    ["limit=201", "?limit", "too-big"],
    ["limit=1.5", "?limit", "type"],
    ["limit=ten", "?limit", "type"],
    ["count=1", "?count", "type"],
    ["expand=text", "?expand", "unknown-field"],
    ["expand=colour", "?expand", "unknown-field"],
    ["expand=", "?expand", "unknown-field"],
    ["expand=parent.parent.parent", "?expand", "too-big"],
    ["expand=parent,parent", "?expand", "invalid"],
    ["expand=parent,owner,a,b,c,d", "?expand", "too-big"],
    ["colour=red", "?colour", "unknown-field"],
    ["limit=1&limit=1", "?limit", "invalid"],
  ])("for %s", async (query, path, code) => {
    await using app = await createTestApp(thingsApp);
    const answer = await call(app.as({ id: "ann" }), `GET /api/things?${encodeURI(query)}`);
    expect([answer.status, answer.body.code]).toEqual([400, "request.invalid"]);
    expect(answer.body.errors).toEqual([{ path, code, message: expect.any(String) }]);
  });

  it.each([
    ["filter=txet == null", '"text"'],
    ["sort=-wohle", '"whole"'],
    ["expand=parnet", '"parent"'],
    ["fliter=a", '"filter"'],
  ])("for %s with a suggestion", async (query, meant) => {
    await using app = await createTestApp(thingsApp);
    const { body } = await call(app.as({ id: "ann" }), `GET /api/things?${encodeURI(query)}`);
    expect(body.errors[0].message).toContain(`did you mean ${meant}?`);
  });

  it.each([
    ["POST /api/things?a=1", {}],
    ["GET /api/things/x?filter=flag", undefined],
    ["DELETE /api/things/x?force=1", undefined],
  ])("parameters of %s are refused too", async (request, body) => {
    await using app = await createTestApp(thingsApp);
    expect(await call(app.as({ id: "ann" }), request, body)).toMatchObject({
      status: 400,
      body: { code: "request.invalid" },
    });
  });
});
