import { workQueueContract } from "@mozaiks/testkit";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { tenantOf } from "../ports/tenant.ts";
import { createInProcessWorkQueue } from "./in-process-work-queue.ts";

const acme = tenantOf("acme");
const globex = tenantOf("globex");

describe("the work queue in process", () => {
  workQueueContract(async () => createInProcessWorkQueue({ onFault: () => undefined }));

  it("lets tenants take turns, whatever one of them has waiting", async () => {
    await using queue = createInProcessWorkQueue();
    for (let index = 0; index < 100; index += 1) await queue.enqueue(acme, `chat-${index}`);
    await queue.enqueue(globex, "chat");
    const order: string[] = [];
    queue.consume(async ({ tenant }) => void order.push(tenant.app_id), { concurrency: 1 });
    await vi.waitFor(() => expect(order).toHaveLength(101));
    expect(order.indexOf("globex")).toBe(1);
  });

  it("refuses more chats than it may hold, but not a chat it holds", async () => {
    await using queue = createInProcessWorkQueue({ maxItems: 2 });
    await queue.enqueue(acme, "a");
    await queue.enqueue(acme, "b", { at: new Date(Date.now() + 60_000) });
    await expect(queue.enqueue(acme, "c")).rejects.toMatchObject({ code: "queue.unavailable" });
    expect(await queue.enqueue(acme, "a")).toBe("pending");
  });

  it("tells what handlers rejected with, and for which chat", async () => {
    const faults: unknown[] = [];
    await using queue = createInProcessWorkQueue({ onFault: (thrown, item) => faults.push([thrown, item]) });
    queue.consume(() => Promise.reject(new Error("no")), { concurrency: 1 });
    await queue.enqueue(acme, "chat");
    await vi.waitFor(() => expect(faults).toEqual([[new Error("no"), { tenant: acme, chat_id: "chat" }]]));
  });

  describe("with time held", () => {
    beforeEach(() => {
      vi.useFakeTimers();
    });
    afterEach(() => {
      vi.useRealTimers();
    });

    it("waits 100 ms after a rejection, then twice as long each time, at most 5 s", async () => {
      await using queue = createInProcessWorkQueue({ onFault: () => undefined });
      const times: number[] = [];
      queue.consume(
        async () => {
          times.push(Date.now());
          if (times.length < 10) throw new Error("no");
        },
        { concurrency: 1 },
      );
      await queue.enqueue(acme, "chat");
      await vi.advanceTimersByTimeAsync(60_000);
      const gaps = times.slice(1).map((time, index) => time - (times[index] ?? 0));
      expect(gaps).toEqual([100, 200, 400, 800, 1600, 3200, 5000, 5000, 5000]);
    });

    it("starts again at 100 ms after a delivery that ended well", async () => {
      await using queue = createInProcessWorkQueue({ onFault: () => undefined });
      const times: number[] = [];
      queue.consume(
        async () => {
          times.push(Date.now());
          if (times.length !== 3) throw new Error("no");
        },
        { concurrency: 1 },
      );
      await queue.enqueue(acme, "chat");
      await vi.advanceTimersByTimeAsync(1000);
      await queue.enqueue(acme, "chat");
      await vi.advanceTimersByTimeAsync(150);
      expect(times.slice(3).map((time) => time - (times[3] ?? 0))).toEqual([0, 100]);
    });

    it("keeps a delay that is longer than a timer can be", async () => {
      await using queue = createInProcessWorkQueue();
      let count = 0;
      queue.consume(async () => void (count += 1), { concurrency: 1 });
      const dayMs = 24 * 60 * 60 * 1000;
      await queue.enqueue(acme, "chat", { at: new Date(Date.now() + 60 * dayMs) });
      await vi.advanceTimersByTimeAsync(59 * dayMs);
      expect(count).toBe(0);
      await vi.advanceTimersByTimeAsync(dayMs);
      expect(count).toBe(1);
    });

    it("leaves no timer behind when it is disposed", async () => {
      const queue = createInProcessWorkQueue({ onFault: () => undefined });
      queue.consume(() => Promise.reject(new Error("no")), { concurrency: 1 });
      await queue.enqueue(acme, "resting");
      await queue.enqueue(acme, "delayed", { at: new Date(Date.now() + 60_000) });
      await vi.advanceTimersByTimeAsync(10);
      expect(vi.getTimerCount()).toBe(2);
      await queue[Symbol.asyncDispose]();
      expect(vi.getTimerCount()).toBe(0);
    });
  });
});
