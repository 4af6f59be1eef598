import { type DocumentStore, revisionOf, tenantOf } from "@mozaiks/ai-runtime/ports";
import { expect, it } from "vitest";
import { documentQueryContract } from "./document-store/queries.ts";

/** A fresh, empty store under test. Disposing it closes the store and removes its data. */
export interface OpenedDocuments extends AsyncDisposable {
  readonly documents: DocumentStore;
  /** Closes the store and opens the same data again; the first `documents` is dead after that. */
  reopen(): Promise<DocumentStore>;
}

const acme = tenantOf("acme");
const globex = tenantOf("globex");
const at = (second: number, seq = 1, writer = "chat"): string =>
  revisionOf(new Date(second * 1_000).toISOString(), seq, writer);
const all = { where: [], limit: 1_000 };

/** What every document store must do. Each adapter's test calls this once. */
export function documentStoreContract(open: () => Promise<OpenedDocuments>): void {
  it("gives back the document that was put, whole, and no other", async () => {
    await using opened = await open();
    const { documents } = opened;
    const ada = { id: "ada", name: 'Ada "the first" \u0000 😀', address: { city: null }, tags: ["a", 1.5, false] };
    expect(await documents.put(acme, "people", ada, at(1))).toBe(true);
    expect(await documents.get(acme, "people", "ada")).toEqual(ada);
    expect(await documents.get(acme, "people", "Ada")).toBeUndefined();
    expect(await documents.get(acme, "places", "ada")).toBeUndefined();
  });

  it("changes nothing by a write that is repeated, or late", async () => {
    await using opened = await open();
    const { documents } = opened;
    const put = (note: string, revision: string) => documents.put(acme, "c", { id: "d", note }, revision);
    expect(await put("second", at(1, 10))).toBe(true);
    expect(await put("second again", at(1, 10))).toBe(false);
    expect(await put("first", at(1, 9))).toBe(false);
    expect(await put("of another, before", at(0, 99, "other"))).toBe(false);
    expect(await documents.get(acme, "c", "d")).toEqual({ id: "d", note: "second" });
    expect(await put("of another, after", at(2, 1, "other"))).toBe(true);
    expect(await put("second once more", at(1, 10))).toBe(false);
    expect(await documents.get(acme, "c", "d")).toEqual({ id: "d", note: "of another, after" });
  });

  it("ends with the greatest revision, in whatever order writes arrive, also at once", async () => {
    await using opened = await open();
    const { documents } = opened;
    const seqs = [7, 2, 9, 4, 9, 1, 8];
    const written = await Promise.all(
      seqs.map((seq) => documents.put(acme, "c", { id: "d", seq }, revisionOf(new Date(0).toISOString(), seq, "w"))),
    );
    expect(written.filter(Boolean).length).toBeGreaterThan(0);
    expect(await documents.get(acme, "c", "d")).toEqual({ id: "d", seq: 9 });
  });

  it("shows one tenant nothing of another's, and lets it change nothing", async () => {
    await using opened = await open();
    const { documents } = opened;
    await documents.put(acme, "c", { id: "d", of: "acme" }, at(1));
    expect(await documents.get(globex, "c", "d")).toBeUndefined();
    expect(await documents.find(globex, "c", all)).toEqual([]);
    const forged = { where: [{ field: "app_id", operator: "eq", value: "acme" } as const], limit: 9 };
    expect(await documents.find(globex, "c", forged)).toEqual([]);
    expect(await documents.collections(globex)).toEqual([]);
    expect(await documents.remove(globex, "c", "d")).toBe(false);
    expect(await documents.put(globex, "c", { id: "d", of: "globex" }, at(9))).toBe(true);
    expect(await documents.find(acme, "c", all)).toEqual([{ id: "d", of: "acme" }]);
    expect(await documents.find(globex, "c", all)).toEqual([{ id: "d", of: "globex" }]);
  });

  it("removes a document, which may be put again, and lists collections that hold any", async () => {
    await using opened = await open();
    const { documents } = opened;
    await documents.put(acme, "b", { id: "1" }, at(5));
    await documents.put(acme, "b", { id: "2" }, at(5));
    await documents.put(acme, "a", { id: "1" }, at(5));
    expect(await documents.collections(acme)).toEqual([
      { name: "a", documents: 1 },
      { name: "b", documents: 2 },
    ]);
    expect([await documents.remove(acme, "a", "1"), await documents.remove(acme, "a", "1")]).toEqual([true, false]);
    expect(await documents.collections(acme)).toEqual([{ name: "b", documents: 2 }]);
    expect(await documents.put(acme, "a", { id: "1", again: true }, at(1))).toBe(true);
  });

  it("keeps what was put, and its revision, when it is opened again", async () => {
    await using opened = await open();
    await opened.documents.put(acme, "c", { id: "d", n: 1 }, at(2));
    const documents = await opened.reopen();
    expect(await documents.put(acme, "c", { id: "d", n: 0 }, at(1))).toBe(false);
    expect(await documents.get(acme, "c", "d")).toEqual({ id: "d", n: 1 });
  });

  it.each(["it's", '"', "$", "a.b", "{{ x }}", "'; DROP TABLE document; --", "😀"])(
    "takes any text as id, and as a value that is looked for: %j",
    async (text) => {
      await using opened = await open();
      const { documents } = opened;
      await documents.put(acme, "c", { id: text, text }, at(1));
      await documents.put(acme, "c", { id: "other", text: "other" }, at(1));
      expect(await documents.get(acme, "c", text)).toEqual({ id: text, text });
      for (const field of ["id", "text"])
        expect(await documents.find(acme, "c", { where: [{ field, operator: "eq", value: text }], limit: 9 })).toEqual([
          { id: text, text },
        ]);
    },
  );

  documentQueryContract(open);
}
