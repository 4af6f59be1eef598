import { describe, expect, it } from "vitest";
import type { DataEngine } from "../../src/data/data-engine.ts";
import type { SchemaStep } from "../../src/data/schema-step.ts";
import type { StoredCollection } from "../../src/data/stored-collection.ts";
import type { OpenEngine } from "./data-engine-contract.ts";
import { insert, note, notes, planOf, update } from "./rows.ts";

const rows = [
  note({ id: "a", title: "One", price: "12.50", tags: ["x"] }),
  note({ id: "b", title: "Two", deleted_at: "2026-01-02T00:00:00.000Z" }),
  note({ id: "c", tenant: "t2", title: "One" }),
];

async function filled(open: OpenEngine): Promise<DataEngine> {
  const engine = await open();
  await engine.ensure([notes]);
  await engine.apply(rows.map((row) => insert(row)));
  return engine;
}

const withFields = (fields: StoredCollection["fields"], name = "notes"): StoredCollection => ({
  name,
  fields,
  indexes: [],
});
const without = (name: string) => notes.fields.filter((field) => field.name !== name);
const dropTitle: SchemaStep = { kind: "drop-index", collection: "notes", index: { fields: ["title"], unique: true } };

export function alterContract(open: OpenEngine): void {
  describe("alter", () => {
    it("adds a field that every record has, deleted ones too", async () => {
      await using engine = await filled(open);
      const field = { name: "stars", type: { kind: "integer" } } as const;
      await engine.alter("1", [{ kind: "add-field", collection: "notes", field, value: 3 }], []);
      await engine.ensure([withFields([...notes.fields, field])]);
      const found = await engine.find(planOf({ deleted: "include" }));
      expect(found).toEqual(rows.slice(0, 2).map((row) => ({ ...row, stars: 3 })));
    });

    it("renames fields and collections with their values, and brings back what was put aside", async () => {
      await using engine = await filled(open);
      await engine.alter(
        "1",
        [
          dropTitle,
          { kind: "rename-field", collection: "notes", from: "title", to: "_dropped_title" },
          { kind: "rename-collection", from: "notes", to: "memos" },
        ],
        [],
      );
      await engine.ensure([withFields(without("title"), "memos")]);
      const { title: _title, ...rest } = rows[0] ?? note({ id: "" });
      expect(await engine.find(planOf({ collection: "memos" }))).toEqual([rest]);
      await engine.alter(
        "2",
        [
          { kind: "rename-collection", from: "memos", to: "notes" },
          { kind: "rename-field", collection: "notes", from: "_dropped_title", to: "title" },
        ],
        [],
      );
      await engine.ensure([notes]);
      expect(await engine.find(planOf())).toEqual([rows[0]]);
    });

    it("fills a field of another type from the values there were", async () => {
      await using engine = await filled(open);
      const was = { name: "_was_price", type: { kind: "decimal", precision: 18, scale: 2 } } as const;
      const price = { name: "price", type: { kind: "number" } } as const;
      await engine.alter(
        "1",
        [
          { kind: "rename-field", collection: "notes", from: "price", to: "_was_price" },
          { kind: "add-field", collection: "notes", field: price, value: 0 },
          {
            kind: "fill-field",
            collection: "notes",
            field: price,
            from: [was, { name: "title", type: { kind: "text" } }],
            toValue: ([value, title]) => (value === null ? JSON.stringify(title).length : Number(value)),
          },
        ],
        [],
      );
      await engine.ensure([withFields([...without("price"), price])]);
      const found = await engine.find(planOf({ deleted: "include" }));
      expect(found.map((row) => row["price"])).toEqual([12.5, 5]);
    });

    it("erases fields and collections", async () => {
      await using engine = await filled(open);
      await engine.alter("1", [dropTitle, { kind: "erase-field", collection: "notes", field: "title" }], []);
      expect(await engine.shape()).toContainEqual({
        collection: "notes",
        fields: without("title").map(({ name }) => name),
      });
      await engine.alter("2", [{ kind: "erase-collection", collection: "notes" }], []);
      expect((await engine.shape()).map(({ collection }) => collection)).not.toContain("notes");
    });

    it("drops a unique index, and refuses to make one that records do not fulfil", async () => {
      await using engine = await filled(open);
      await engine.alter("1", [dropTitle], []);
      await engine.ensure([withFields(notes.fields)]);
      expect(await engine.apply([insert(note({ id: "d", title: "One" }))])).toHaveProperty("changes");
      const index = { fields: ["title"], unique: true };
      await expect(engine.alter("2", [{ kind: "add-index", collection: "notes", index }], [])).rejects.toMatchObject({
        code: "migration.failed",
      });
    });

    it("goes on behind the steps that are done, and begins anew when the run was finished", async () => {
      await using engine = await filled(open);
      const field = { name: "stars", type: { kind: "integer" } } as const;
      const add: SchemaStep = { kind: "add-field", collection: "notes", field, value: 1 };
      const fill: SchemaStep = {
        kind: "fill-field",
        collection: "notes",
        field,
        from: [field],
        toValue: ([value]) => Number(value) + 1,
      };
      const wrong: SchemaStep = { kind: "erase-field", collection: "notes", field: "nothing" };
      await expect(engine.alter("1", [add, fill, wrong], [])).rejects.toMatchObject({
        code: "migration.failed",
        message: expect.stringContaining("Step 3"),
        members: { step: 2 },
      });
      await engine.alter("1", [add, fill, fill], []);
      await engine.alter("1", [{ kind: "erase-field", collection: "notes", field: "extra" }, fill], []);
      await engine.ensure([withFields([...without("extra"), field])]);
      expect((await engine.find(planOf())).map((row) => row["stars"])).toEqual([4]);
    });

    it("writes its unit with its end, and keeps the journal when the unit is refused", async () => {
      await using engine = await filled(open);
      const field = { name: "stars", type: { kind: "integer" } } as const;
      const add: SchemaStep = { kind: "add-field", collection: "notes", field, value: 1 };
      const stale = update(note({ id: "a", version: 7 }), {});
      expect(await engine.alter("1", [add], [stale])).toEqual({ refusal: { index: 0, reason: "stale" } });
      const done = await engine.alter("1", [add], [insert(note({ id: "d" }))]);
      expect(done).toMatchObject({ changes: [{ id: "d", old: null }] });
    });
  });

  it("scans the rows of all tenants, deleted ones too, page by page", async () => {
    await using engine = await filled(open);
    await engine.alter("1", [dropTitle, { kind: "rename-field", collection: "notes", from: "title", to: "_was" }], []);
    const fields = [
      { name: "_was", type: { kind: "text" } },
      { name: "price", type: { kind: "decimal", precision: 18, scale: 2 } },
      { name: "tags", type: { kind: "list", item: { kind: "text" } } },
    ] as const;
    const first = await engine.scan("notes", fields, { after: null, limit: 2 });
    expect(first).toEqual([
      { tenant: "t1", id: "a", isDeleted: false, values: ["One", "12.50", ["x"]] },
      { tenant: "t1", id: "b", isDeleted: true, values: ["Two", null, null] },
    ]);
    const [, last = null] = first;
    const rest = await engine.scan("notes", fields, { after: last, limit: 2 });
    expect(rest).toEqual([{ tenant: "t2", id: "c", isDeleted: false, values: ["One", null, null] }]);
  });
}
