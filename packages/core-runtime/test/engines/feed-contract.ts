import { describe, expect, it, vi } from "vitest";
import type { OpenEngine } from "./data-engine-contract.ts";
import { insert, note, notes, remove, update } from "./rows.ts";

export function feedContract(openEngine: OpenEngine): void {
  async function open() {
    const engine = await openEngine();
    await engine.ensure([notes]);
    return engine;
  }
  const a = note({ id: "a", title: "One", price: "1.50", tags: ["x"] });
  const b = note({ id: "b", tenant: "t2" });

  describe("feed", () => {
    it("tells what happened in the order of commits, with the records before and after", async () => {
      await using engine = await open();
      const start = await engine.position();
      const changed = { ...a, version: 2, title: "Two" };
      await engine.apply([insert(a), insert(b)]);
      await engine.apply([update(a, changed)]);
      await engine.transaction(async (transaction) => {
        await transaction.apply([remove(changed)]);
      });
      const entries = (await engine.feed(start, 10)) ?? [];
      expect(entries.map(({ position: _position, ...change }) => change)).toEqual([
        { collection: "notes", tenant: "t1", id: "a", old: null, new: a },
        { collection: "notes", tenant: "t2", id: "b", old: null, new: b },
        { collection: "notes", tenant: "t1", id: "a", old: a, new: changed },
        { collection: "notes", tenant: "t1", id: "a", old: changed, new: null },
      ]);
      const positions = entries.map(({ position }) => position);
      expect(positions).toEqual([...new Set(positions)].toSorted());
      expect(positions.at(-1)).toBe(await engine.position());
    });

    it("goes on behind any of its positions, as far as it is asked", async () => {
      await using engine = await open();
      const start = await engine.position();
      for (const id of ["a", "b", "c"]) await engine.apply([insert(note({ id }))]);
      const [first] = (await engine.feed(start, 1)) ?? [];
      expect((await engine.feed(first?.position ?? "", 10))?.map(({ id }) => id)).toEqual(["b", "c"]);
      expect(await engine.feed(await engine.position(), 10)).toEqual([]);
    });

    it("does not know a position that was never given out", async () => {
      await using engine = await open();
      await engine.apply([insert(a)]);
      expect(await engine.feed("9999999999999999", 10)).toBeUndefined();
    });

    it("calls back after commits until it is told to stop, and not for what was refused", async () => {
      await using engine = await open();
      const listener = vi.fn<() => void>();
      const stop = engine.onCommit(listener);
      await engine.apply([insert(a)]);
      expect(listener).toHaveBeenCalledTimes(1);
      await engine.apply([insert(a)]);
      await engine.apply([]);
      expect(listener).toHaveBeenCalledTimes(1);
      await engine.transaction(async (transaction) => transaction.apply([insert(b)]));
      expect(listener).toHaveBeenCalledTimes(2);
      stop();
      await engine.apply([insert(note({ id: "c" }))]);
      expect(listener).toHaveBeenCalledTimes(2);
    });

    it("refuses everything once it is closed, after all that was asked before", async () => {
      const engine = await open();
      const writing = engine.apply([insert(a)]);
      await engine[Symbol.asyncDispose]();
      expect(await writing).toHaveProperty("changes");
      await expect(engine.apply([insert(b)])).rejects.toMatchObject({ code: "store.unavailable" });
      await expect(engine.position()).rejects.toMatchObject({ code: "store.unavailable" });
    });
  });
}
