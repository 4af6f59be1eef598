import { describe, expect, it } from "vitest";
import type { EngineTransaction } from "../../src/data/data-engine.ts";
import type { OpenEngine } from "./data-engine-contract.ts";
import { insert, note, notes, planOf, update } from "./rows.ts";

export function transactionContract(openEngine: OpenEngine): void {
  async function open(options: Parameters<OpenEngine>[0] = {}) {
    const engine = await openEngine(options);
    await engine.ensure([notes]);
    return engine;
  }
  const a = note({ id: "a", title: "One" });

  describe("transaction", () => {
    it("sees its own writes, which nobody else does before its end", async () => {
      await using engine = await open();
      const seen = await engine.transaction(async (transaction) => {
        await transaction.apply([insert(a)]);
        return [await transaction.find(planOf()), await engine.find(planOf()), await transaction.count(planOf())];
      });
      expect(seen).toEqual([[a], [], 1]);
      expect(await engine.find(planOf())).toEqual([a]);
    });

    it("writes nothing when its work rejects, and rejects with the same", async () => {
      await using engine = await open();
      const position = await engine.position();
      const failing = engine.transaction(async (transaction) => {
        await transaction.apply([insert(a)]);
        throw new RangeError("enough");
      });
      await expect(failing).rejects.toThrow(RangeError);
      expect(await engine.find(planOf())).toEqual([]);
      expect(await engine.position()).toBe(position);
    });

    it("keeps what was written before a unit that is refused", async () => {
      await using engine = await open();
      const outcome = await engine.transaction(async (transaction) => {
        await transaction.apply([insert(a)]);
        return transaction.apply([insert(note({ id: "b" })), insert(note({ id: "c", title: "One" }))]);
      });
      expect(outcome).toEqual({ refusal: { index: 1, reason: "unique", fields: ["title"] } });
      expect(await engine.find(planOf())).toEqual([a]);
    });

    it("adds up what many read and write at once", async () => {
      await using engine = await open();
      await engine.apply([insert({ ...a, rank: 0 })]);
      const addOne = async (transaction: EngineTransaction) => {
        const [row = a] = await transaction.find(planOf());
        await transaction.apply([update(row, { rank: Number(row["rank"]) + 1 })]);
      };
      await Promise.all(Array.from({ length: 20 }, () => engine.transaction(addOne)));
      expect(await engine.find(planOf())).toMatchObject([{ rank: 20, version: 21 }]);
    });

    it("ends when its time is over, though its work hangs, and lets others write", async () => {
      await using engine = await open({ transactionLimitMs: 50 });
      const held: EngineTransaction[] = [];
      const hanging = engine.transaction(async (transaction) => {
        await transaction.apply([insert(a)]);
        held.push(transaction);
        await new Promise(() => {});
      });
      const other = engine.apply([insert(note({ id: "b" }))]);
      await expect(hanging).rejects.toMatchObject({ code: "transaction.failed" });
      expect(await other).toHaveProperty("changes");
      expect(await engine.find(planOf())).toMatchObject([{ id: "b" }]);
      const late = () => held[0]?.apply([insert(note({ id: "late" }))]);
      await expect(late()).rejects.toMatchObject({ code: "transaction.failed" });
    });

    it("ends with its signal, before its turn as well", async () => {
      await using engine = await open();
      const stop = new AbortController();
      const started = Promise.withResolvers<void>();
      const first = engine.transaction(async (transaction) => {
        await transaction.apply([insert(a)]);
        started.resolve();
        await new Promise(() => {});
      }, stop.signal);
      const second = engine.transaction(async () => "never", stop.signal);
      const both = Promise.allSettled([first, second]);
      await started.promise;
      stop.abort();
      const failed = { status: "rejected", reason: { code: "transaction.failed" } };
      expect(await both).toMatchObject([failed, failed]);
      await expect(engine.transaction(async () => "never", stop.signal)).rejects.toMatchObject({
        code: "transaction.failed",
      });
      expect(await engine.find(planOf())).toEqual([]);
    });

    it("that is over answers nothing more", async () => {
      await using engine = await open();
      const kept = await engine.transaction(async (transaction) => ({ transaction }));
      await expect(kept.transaction.apply([insert(a)])).rejects.toMatchObject({ code: "transaction.failed" });
      await expect(kept.transaction.find(planOf())).rejects.toMatchObject({ code: "transaction.failed" });
    });
  });
}
