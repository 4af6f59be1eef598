import { createHash } from "node:crypto";
import { type BlobStore, tenantOf } from "@mozaiks/ai-runtime/ports";
import fc from "fast-check";
import { expect, it } from "vitest";

/** A fresh, empty store under test. */
export interface OpenedBlobs extends AsyncDisposable {
  readonly blobs: BlobStore;
}

const app = tenantOf("app");
const other = tenantOf("other");
const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

/** What every blob store must do. Each adapter's test calls this once. */
export function blobStoreContract(open: () => Promise<OpenedBlobs>): void {
  it("gives back the bytes that were put, whatever they are, under their SHA-256", async () => {
    await using opened = await open();
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 5_000 }), async (bytes) => {
        const hash = await opened.blobs.put(app, "chat", bytes);
        expect(hash).toBe(createHash("sha256").update(bytes).digest("hex"));
        expect(Buffer.from((await opened.blobs.get(app, "chat", hash)) ?? [1])).toEqual(Buffer.from(bytes));
      }),
      { numRuns: 25 },
    );
  });

  it("puts the same bytes as often as anybody wants, also at once", async () => {
    await using opened = await open();
    const hashes = await Promise.all([1, 2, 3, 4].map(() => opened.blobs.put(app, "chat", bytesOf("same"))));
    expect(new Set(hashes).size).toBe(1);
    expect(Buffer.from((await opened.blobs.get(app, "chat", hashes[0] ?? "")) ?? []).toString()).toBe("same");
  });

  it("keeps what it has whatever happens to the bytes that were given or taken", async () => {
    await using opened = await open();
    const bytes = bytesOf("kept");
    const hash = await opened.blobs.put(app, "chat", bytes);
    bytes.fill(0);
    (await opened.blobs.get(app, "chat", hash))?.fill(0);
    expect(Buffer.from((await opened.blobs.get(app, "chat", hash)) ?? []).toString()).toBe("kept");
  });

  it("gives nothing of another chat or tenant, however well the hash is known", async () => {
    await using opened = await open();
    const hash = await opened.blobs.put(app, "chat", bytesOf("mine"));
    expect(await opened.blobs.get(app, "chat_2", hash)).toBeUndefined();
    expect(await opened.blobs.get(other, "chat", hash)).toBeUndefined();
    const has = (tenant: typeof app, chatId: string): Promise<boolean> => opened.blobs.has(tenant, chatId, hash);
    expect([await has(app, "chat"), await has(app, "chat_2"), await has(other, "chat")]).toEqual([true, false, false]);
    await opened.blobs.erase(other, "chat");
    await opened.blobs.erase(app, "chat_2");
    await opened.blobs.remove(other, "chat", hash);
    expect(await opened.blobs.get(app, "chat", hash)).toBeDefined();
  });

  it("erases all of a chat, and one blob alone", async () => {
    await using opened = await open();
    const [one, two] = [
      await opened.blobs.put(app, "chat", bytesOf("one")),
      await opened.blobs.put(app, "chat", bytesOf("two")),
    ];
    await opened.blobs.remove(app, "chat", one);
    expect(await opened.blobs.get(app, "chat", one)).toBeUndefined();
    expect(await opened.blobs.get(app, "chat", two)).toBeDefined();
    await opened.blobs.erase(app, "chat");
    await opened.blobs.erase(app, "chat");
    expect(await opened.blobs.get(app, "chat", two)).toBeUndefined();
  });

  it("erases what stayed temporary, and nothing that was kept", async () => {
    await using opened = await open();
    const { blobs } = opened;
    const put = (text: string, temporary: boolean): Promise<string> =>
      blobs.put(app, "chat", bytesOf(text), { temporary });
    const [forgotten, kept, again] = [await put("forgotten", true), await put("kept", true), await put("again", true)];
    const permanent = await put("permanent", false);
    await put("permanent", true);
    await put("again", false);
    expect(await blobs.keep(app, "chat", kept)).toBe(true);
    expect(await blobs.keep(app, "chat", permanent)).toBe(true);
    expect(await blobs.keep(app, "chat_2", forgotten)).toBe(false);
    expect(await blobs.keep(other, "chat", forgotten)).toBe(false);
    expect(Buffer.from((await blobs.get(app, "chat", forgotten)) ?? []).toString()).toBe("forgotten");
    expect(await blobs.sweep(new Date(Date.now() - 60_000))).toBe(0);
    expect(await blobs.has(app, "chat", forgotten)).toBe(true);
    expect(await blobs.sweep(new Date(Date.now() + 60_000))).toBeGreaterThanOrEqual(1);
    const left = [];
    for (const hash of [forgotten, kept, again, permanent]) left.push(await blobs.has(app, "chat", hash));
    expect(left).toEqual([false, true, true, true]);
  });

  it("copies what a chat has to another, which keeps it when the first is erased", async () => {
    await using opened = await open();
    const hash = await opened.blobs.put(app, "chat", bytesOf("one"));
    await opened.blobs.copy(app, "chat", "fork");
    await opened.blobs.copy(app, "nobody", "fork");
    await opened.blobs.erase(app, "chat");
    expect(Buffer.from((await opened.blobs.get(app, "fork", hash)) ?? []).toString()).toBe("one");
  });

  it.each(["", "..", "../secret", "a".repeat(64).replace("a", "/"), "0".repeat(64)])(
    "has nothing under the hash %j",
    async (hash) => {
      await using opened = await open();
      await opened.blobs.put(app, "chat", bytesOf("one"));
      expect(await opened.blobs.get(app, "chat", hash)).toBeUndefined();
      expect(await opened.blobs.has(app, "chat", hash)).toBe(false);
      await opened.blobs.remove(app, "chat", hash);
    },
  );

  it.each([".", "..", ":@-_", "A".repeat(128)])("takes every id: %j", async (id) => {
    await using opened = await open();
    const tenant = tenantOf(id);
    const hash = await opened.blobs.put(tenant, id, bytesOf("one"));
    expect(await opened.blobs.get(tenant, id, hash)).toBeDefined();
    await opened.blobs.erase(tenant, id);
  });
}
