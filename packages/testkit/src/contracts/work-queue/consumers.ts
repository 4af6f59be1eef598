import type { WorkItem, WorkQueue } from "@mozaiks/ai-runtime/ports";
import { once } from "node:events";
import { expect, it } from "vitest";
import { acme, holdDeliveries, until, type OpenWorkQueue } from "./opened-queue.ts";

/** Consumers take as much as they can hold, and give back what they had when they go. */
export function consumerContract(open: OpenWorkQueue): void {
  it("hands a consumer at most as many items at once as it asked for", async () => {
    await using queue = await open();
    const held = holdDeliveries();
    const consumer = queue.consume(held.handler, { concurrency: 3 });
    await enqueueMany(queue, 8);
    await until(() => held.open().length === 3);
    for (let left = 8; left > 0; left -= 1) {
      const expected = Math.min(left, 3);
      await until(() => held.open().length === expected && consumer.active === expected);
      held.open()[0]?.finish();
    }
    await until(() => consumer.active === 0);
    expect(held.deliveries).toHaveLength(8);
  });

  it("shares the work between consumers, each chat to one of them", async () => {
    await using queue = await open();
    const first = holdDeliveries();
    const second = holdDeliveries();
    queue.consume(first.handler, { concurrency: 2 });
    queue.consume(second.handler, { concurrency: 2 });
    await enqueueMany(queue, 4);
    await until(() => first.open().length + second.open().length === 4);
    const names = [...first.deliveries, ...second.deliveries].map(({ name }) => name);
    expect(new Set(names).size).toBe(4);
    expect([first.open().length, second.open().length]).toEqual([2, 2]);
    for (const delivery of [...first.open(), ...second.open()]) delivery.finish();
  });

  it("aborts its handlers and awaits them when a consumer goes", async () => {
    await using queue = await open();
    const events: string[] = [];
    const started = Promise.withResolvers<void>();
    const consumer = queue.consume(
      async ({ signal }: WorkItem) => {
        started.resolve();
        await once(signal, "abort");
        events.push("aborted");
        await new Promise(setImmediate);
        events.push("ended");
      },
      { concurrency: 1 },
    );
    await queue.enqueue(acme, "chat");
    await started.promise;
    await consumer[Symbol.asyncDispose]();
    events.push("disposed");
    expect(events).toEqual(["aborted", "ended", "disposed"]);
    expect(consumer.active).toBe(0);
  });

  it.each(["resolves", "rejects"])("gives what a leaving consumer had to another when its handler %s", async (how) => {
    await using queue = await open();
    const held = holdDeliveries();
    const leaving = queue.consume(held.handler, { concurrency: 1 });
    await queue.enqueue(acme, "chat");
    await until(() => held.open().length === 1);

    const next = holdDeliveries();
    queue.consume(next.handler, { concurrency: 1 });
    const disposing = leaving[Symbol.asyncDispose]();
    if (how === "resolves") held.deliveries[0]?.finish();
    else held.deliveries[0]?.fail();
    await disposing;
    await until(() => next.open().length === 1);
    expect(next.deliveries[0]?.name).toBe("acme/chat");
    next.deliveries[0]?.finish();
  });

  it("delivers nothing to a consumer that has gone", async () => {
    await using queue = await open();
    const gone = holdDeliveries();
    const consumer = queue.consume(gone.handler, { concurrency: 5 });
    await consumer[Symbol.asyncDispose]();
    await queue.enqueue(acme, "chat");
    const next = holdDeliveries();
    queue.consume(next.handler, { concurrency: 1 });
    await until(() => next.open().length === 1);
    next.deliveries[0]?.finish();
    expect(gone.deliveries).toEqual([]);
  });

  it("stops all consumers when it is disposed, and takes nothing more", async () => {
    const queue = await open();
    const signals: AbortSignal[] = [];
    for (let index = 0; index < 2; index += 1) {
      queue.consume(
        async ({ signal }) => {
          signals.push(signal);
          await once(signal, "abort");
        },
        { concurrency: 1 },
      );
    }
    await enqueueMany(queue, 4);
    await until(() => signals.length === 2);
    await queue[Symbol.asyncDispose]();
    expect(signals.map(({ aborted }) => aborted)).toEqual([true, true]);
    await expect(queue.enqueue(acme, "late")).rejects.toMatchObject({ code: "server.closing" });
    await queue[Symbol.asyncDispose]();
    expect(signals).toHaveLength(2);
  });
}

async function enqueueMany(queue: WorkQueue, count: number): Promise<void> {
  for (let index = 0; index < count; index += 1) await queue.enqueue(acme, `chat-${index}`);
}
