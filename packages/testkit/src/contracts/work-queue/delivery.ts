import type { WorkQueue } from "@mozaiks/ai-runtime/ports";
import * as fc from "fast-check";
import { expect, it, onTestFinished } from "vitest";
import { acme, globex, holdDeliveries, nameOf, until, type HeldHandler, type OpenWorkQueue } from "./opened-queue.ts";

/** Every chat that was asked for is delivered, to one handler at a time, until a handler has ended well. */
export function deliveryContract(open: OpenWorkQueue): void {
  it("delivers a chat with its tenant", async () => {
    await using queue = await open();
    const held = holdDeliveries();
    queue.consume(held.handler, { concurrency: 1 });
    expect(await queue.enqueue(acme, "chat")).toBe("accepted");
    await until(() => held.deliveries.length === 1);
    expect(held.deliveries[0]?.item.tenant).toEqual(acme);
    expect(held.deliveries[0]?.item.chat_id).toBe("chat");
    expect(held.deliveries[0]?.item.signal.aborted).toBe(false);
    held.deliveries[0]?.finish();
  });

  it("keeps what is enqueued before anybody consumes", async () => {
    await using queue = await open();
    await queue.enqueue(acme, "chat");
    const held = holdDeliveries();
    queue.consume(held.handler, { concurrency: 1 });
    await until(() => held.deliveries.length === 1);
    held.deliveries[0]?.finish();
    expect(held.deliveries[0]?.name).toBe("acme/chat");
  });

  it("never runs a handler inside the call that enqueues", async () => {
    await using queue = await open();
    const held = holdDeliveries();
    queue.consume(held.handler, { concurrency: 1 });
    const enqueuing = queue.enqueue(acme, "chat");
    expect(held.deliveries).toEqual([]);
    await enqueuing;
    await until(() => held.deliveries.length === 1);
    held.deliveries[0]?.finish();
  });

  it("keeps at most one pending item per chat", async () => {
    await using queue = await open();
    const answers = [];
    for (let index = 0; index < 5; index += 1) answers.push(await queue.enqueue(acme, "chat"));
    expect(answers).toEqual(["accepted", "pending", "pending", "pending", "pending"]);

    const held = holdDeliveries();
    queue.consume(held.handler, { concurrency: 4 });
    await until(() => held.deliveries.length === 1);
    held.deliveries[0]?.finish();
    await sendMarker(queue, held);
    expect(namesOf(held)).toEqual(["acme/chat", "acme/marker"]);
  });

  it("keeps chats of one id in two tenants apart", async () => {
    await using queue = await open();
    const held = holdDeliveries();
    queue.consume(held.handler, { concurrency: 2 });
    expect(await queue.enqueue(acme, "chat")).toBe("accepted");
    expect(await queue.enqueue(globex, "chat")).toBe("accepted");
    await until(() => held.open().length === 2);
    expect(namesOf(held).sort()).toEqual(["acme/chat", "globex/chat"]);
    for (const delivery of held.open()) delivery.finish();
  });

  it("delivers a chat once more that is asked for while it is being handled, but not at once", async () => {
    await using queue = await open();
    const held = holdDeliveries();
    queue.consume(held.handler, { concurrency: 4 });
    await queue.enqueue(acme, "chat");
    await until(() => held.deliveries.length === 1);
    expect(await queue.enqueue(acme, "chat")).toBe("pending");
    expect(await queue.enqueue(acme, "chat")).toBe("pending");
    await queue.enqueue(acme, "other");
    await until(() => held.deliveries.length === 2);
    expect(namesOf(held)).toEqual(["acme/chat", "acme/other"]);

    held.deliveries[0]?.finish();
    await until(() => held.deliveries.length === 3);
    expect(held.deliveries[2]?.name).toBe("acme/chat");
    for (const delivery of held.open()) delivery.finish();
    await sendMarker(queue, held);
    expect(namesOf(held).filter((name) => name === "acme/chat")).toHaveLength(2);
  });

  it("accepts a chat again after it was handled", async () => {
    await using queue = await open();
    const held = holdDeliveries();
    queue.consume(held.handler, { concurrency: 1 });
    for (let round = 1; round <= 3; round += 1) {
      await queue.enqueue(acme, "chat");
      await until(() => held.deliveries.length === round);
      held.deliveries[round - 1]?.finish();
    }
    expect(namesOf(held)).toEqual(["acme/chat", "acme/chat", "acme/chat"]);
  });

  it("delivers again what a handler rejected, until one ends well", async () => {
    await using queue = await open();
    const outcomes = ["throw", "reject", "ok"];
    const attempts: string[] = [];
    queue.consume(
      (item) => {
        attempts.push(nameOf(item));
        const outcome = outcomes[attempts.length - 1];
        if (outcome === "throw") throw new Error("thrown by the handler");
        return outcome === "reject" ? Promise.reject(new Error("rejected by the handler")) : Promise.resolve();
      },
      { concurrency: 1 },
    );
    await queue.enqueue(acme, "chat");
    await until(() => attempts.length === 3);
    await queue.enqueue(acme, "marker");
    await until(() => attempts.includes("acme/marker"));
    expect(attempts).toEqual(["acme/chat", "acme/chat", "acme/chat", "acme/marker"]);
  });

  it("leaves no rejection unhandled", async () => {
    await using queue = await open();
    const unhandled: unknown[] = [];
    const note = (reason: unknown) => unhandled.push(reason);
    process.on("unhandledRejection", note);
    onTestFinished(() => void process.off("unhandledRejection", note));
    let attempts = 0;
    queue.consume(
      async () => {
        attempts += 1;
        if (attempts === 1) throw new Error("rejected by the handler");
      },
      { concurrency: 1 },
    );
    await queue.enqueue(acme, "chat");
    await until(() => attempts === 2);
    expect(unhandled).toEqual([]);
  });

  it("goes on with other chats while one is rejected again and again", async () => {
    await using queue = await open();
    const done: string[] = [];
    queue.consume(
      async (item) => {
        if (item.chat_id === "poison") throw new Error("rejected by the handler");
        done.push(item.chat_id);
      },
      { concurrency: 1 },
    );
    await queue.enqueue(acme, "poison");
    for (let index = 0; index < 10; index += 1) await queue.enqueue(acme, `chat-${index}`);
    await until(() => done.length === 10);
    expect(new Set(done).size).toBe(10);
  });

  it("delays an item until its time", async () => {
    await using queue = await open();
    const held = holdDeliveries();
    queue.consume(held.handler, { concurrency: 1 });
    const due = Date.now() + 300;
    await queue.enqueue(acme, "chat", { at: new Date(due) });
    await until(() => held.deliveries.length === 1);
    expect(Date.now()).toBeGreaterThanOrEqual(due - 5);
    held.deliveries[0]?.finish();
  });

  it("delivers at once what is due already", async () => {
    await using queue = await open();
    const held = holdDeliveries();
    queue.consume(held.handler, { concurrency: 1 });
    await queue.enqueue(acme, "chat", { at: new Date(0) });
    await until(() => held.deliveries.length === 1);
    held.deliveries[0]?.finish();
    expect(namesOf(held)).toEqual(["acme/chat"]);
  });

  it.each([
    ["the earlier first", [200, 600_000]],
    ["the earlier last", [600_000, 200]],
  ])("takes the earliest of two delays, %s", async (_, delays) => {
    await using queue = await open();
    const held = holdDeliveries();
    queue.consume(held.handler, { concurrency: 1 });
    for (const delay of delays) await queue.enqueue(acme, "chat", { at: new Date(Date.now() + delay) });
    await until(() => held.deliveries.length === 1);
    held.deliveries[0]?.finish();
    expect(namesOf(held)).toEqual(["acme/chat"]);
  });

  it("does not let a delay hold back work that is there now", async () => {
    await using queue = await open();
    const held = holdDeliveries();
    queue.consume(held.handler, { concurrency: 1 });
    await queue.enqueue(acme, "chat", { at: new Date(Date.now() + 600_000) });
    await queue.enqueue(acme, "chat");
    await until(() => held.deliveries.length === 1);
    held.deliveries[0]?.finish();
    expect(namesOf(held)).toEqual(["acme/chat"]);
  });

  it("loses no wake-up and never handles a chat twice at once, whatever the order of calls", async () => {
    const chat = fc.constantFrom("a", "b", "c");
    const property = fc.asyncProperty(fc.array(chat, { maxLength: 40 }), fc.nat(2), async (wishes, extra) => {
      await using queue = await open();
      const work = new Map<string, number>();
      const seen = new Map<string, number>();
      const running = new Set<string>();
      let overlaps = 0;
      queue.consume(
        async ({ chat_id }) => {
          if (running.has(chat_id)) overlaps += 1;
          running.add(chat_id);
          seen.set(chat_id, work.get(chat_id) ?? 0);
          await new Promise(setImmediate);
          running.delete(chat_id);
        },
        { concurrency: 1 + extra },
      );
      for (const wish of wishes) {
        work.set(wish, (work.get(wish) ?? 0) + 1);
        await queue.enqueue(acme, wish);
      }
      await until(() => [...work].every(([name, count]) => seen.get(name) === count));
      expect(overlaps).toBe(0);
    });
    await expect(fc.assert(property, { numRuns: 20 })).resolves.toBeUndefined();
  });
}

function namesOf({ deliveries }: { deliveries: readonly { name: string }[] }): string[] {
  return deliveries.map(({ name }) => name);
}

/** Sends a last item through the queue and waits for it: what was due before it has come by then. */
async function sendMarker(queue: WorkQueue, { deliveries }: HeldHandler): Promise<void> {
  await queue.enqueue(acme, "marker");
  await until(() => deliveries.some(({ name }) => name === "acme/marker"));
  deliveries.at(-1)?.finish();
}
