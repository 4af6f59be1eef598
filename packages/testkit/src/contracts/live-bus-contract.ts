import { tenantOf, type BusMessage, type LiveBus } from "@mozaiks/ai-runtime/ports";
import type { PartialMessage } from "@mozaiks/contracts";
import { expect, it, vi } from "vitest";

const acme = tenantOf("acme");
const globex = tenantOf("globex");

/** What every live bus must do. Each adapter's test calls this once; `open` gives a fresh bus each time. */
export function liveBusContract(open: () => Promise<LiveBus>): void {
  it("brings one publisher's messages in order to every subscriber of the chat", async () => {
    await using bus = await open();
    const inboxes = await Promise.all(Array.from({ length: 50 }, () => subscribe(bus, "chat")));
    for (let seq = 1; seq <= 200; seq += 1) bus.publish(acme, "chat", event(seq));
    for (const { messages } of inboxes) await received(messages, 200);
    const inOrder = Array.from({ length: 200 }, (_, index) => event(index + 1));
    for (const { messages } of inboxes) expect(messages).toEqual(inOrder);
  });

  it.each<BusMessage>([
    event(7),
    { kind: "delta", message_id: "msg_1", epoch: 3, offset: 5, end: 7, data: '{"text":"👩🏽‍🚀"}' },
    { kind: "transient", data: '{"type":"tool_progress"}' },
    { kind: "erased" },
  ])("carries a message of kind $kind unchanged", async (message) => {
    await using bus = await open();
    const { messages } = await subscribe(bus, "chat");
    bus.publish(acme, "chat", message);
    await received(messages, 1);
    expect(messages).toEqual([message]);
  });

  it("keeps chats and tenants apart", async () => {
    await using bus = await open();
    const mine = await subscribe(bus, "chat");
    const otherChat = await subscribe(bus, "other");
    const otherTenant = await subscribe(bus, "chat", globex);
    bus.publish(acme, "chat", event(1));
    bus.publish(acme, "other", event(2));
    bus.publish(globex, "chat", event(3));
    for (const { messages } of [mine, otherChat, otherTenant]) await received(messages, 1);
    bus.publish(acme, "chat", event(4));
    await received(mine.messages, 2);
    expect(seqsOf(mine.messages)).toEqual([1, 4]);
    expect(seqsOf(otherChat.messages)).toEqual([2]);
    expect(seqsOf(otherTenant.messages)).toEqual([3]);
  });

  it.each(["a.b", "a", "a.b.c.d", "_", "a@b:c-d"])(
    "keeps a chat apart that is called like a pattern: %s",
    async (chatId) => {
      await using bus = await open();
      const mine = await subscribe(bus, chatId);
      const other = await subscribe(bus, "a.b.c");
      bus.publish(acme, "a.b.c", event(1));
      bus.publish(acme, chatId, event(2));
      await received(other.messages, 1);
      await received(mine.messages, 1);
      expect([seqsOf(mine.messages), seqsOf(other.messages)]).toEqual([[2], [1]]);
    },
  );

  it("delivers everything that is published after subscribing resolved", async () => {
    await using bus = await open();
    for (let round = 1; round <= 20; round += 1) {
      const { messages } = await subscribe(bus, `chat-${round}`);
      bus.publish(acme, `chat-${round}`, event(round));
      await received(messages, 1);
      expect(seqsOf(messages)).toEqual([round]);
    }
  });

  it("delivers nothing any more once unsubscribing resolved", async () => {
    await using bus = await open();
    const leaving = await subscribe(bus, "chat");
    const staying = await subscribe(bus, "chat");
    bus.publish(acme, "chat", event(1));
    await received(leaving.messages, 1);
    await leaving.subscription[Symbol.asyncDispose]();
    await leaving.subscription[Symbol.asyncDispose]();
    bus.publish(acme, "chat", event(2));
    await received(staying.messages, 2);
    expect(seqsOf(leaving.messages)).toEqual([1]);
  });

  it("disturbs no listener with another's error", async () => {
    await using bus = await open();
    const before = await subscribe(bus, "chat");
    const attempts: number[] = [];
    await bus.subscribe(acme, "chat", () => {
      attempts.push(1);
      throw new Error("thrown by a listener");
    });
    const after = await subscribe(bus, "chat");
    for (const seq of [1, 2, 3]) bus.publish(acme, "chat", event(seq));
    await received(before.messages, 3);
    await received(after.messages, 3);
    expect([seqsOf(before.messages), seqsOf(after.messages), attempts.length]).toEqual([[1, 2, 3], [1, 2, 3], 3]);
  });

  it("never runs a listener inside the call that publishes", async () => {
    await using bus = await open();
    const { messages } = await subscribe(bus, "chat");
    bus.publish(acme, "chat", event(1));
    expect(messages).toEqual([]);
    await received(messages, 1);
  });

  it("lets a listener publish, subscribe and unsubscribe", async () => {
    await using bus = await open();
    const answers = await subscribe(bus, "answers");
    const subscription = await bus.subscribe(acme, "chat", (message) => {
      bus.publish(acme, "answers", message);
      void subscription[Symbol.asyncDispose]();
      void bus.subscribe(acme, "chat", () => undefined);
    });
    bus.publish(acme, "chat", event(1));
    await received(answers.messages, 1);
    expect(seqsOf(answers.messages)).toEqual([1]);
  });

  it("takes messages that nobody listens to", async () => {
    await using bus = await open();
    expect(() => bus.publish(acme, "chat", event(1))).not.toThrow();
    const { messages } = await subscribe(bus, "chat");
    bus.publish(acme, "chat", event(2));
    await received(messages, 1);
    expect(seqsOf(messages).at(-1)).toBe(2);
  });

  it("asks whoever streams a chat for the text so far, each time anew", async () => {
    await using bus = await open();
    let text = "Hel";
    using _serving = bus.servePartial(acme, "chat", () => partial({ text }));
    await vi.waitFor(async () => expect(await bus.partial(acme, "chat")).toEqual(partial({ text: "Hel" })));
    text = "Hello 👩🏽‍🚀";
    expect(await bus.partial(acme, "chat")).toEqual(partial({ text }));
  });

  it("has no partial when nobody streams, or streams nothing yet, or another chat", async () => {
    await using bus = await open();
    expect(await bus.partial(acme, "chat")).toBeUndefined();
    using _other = bus.servePartial(acme, "other", () => partial({}));
    using _tenant = bus.servePartial(globex, "chat", () => partial({}));
    using _idle = bus.servePartial(acme, "idle", () => undefined);
    await vi.waitFor(async () => expect(await bus.partial(acme, "other")).toBeDefined());
    expect(await bus.partial(acme, "chat")).toBeUndefined();
    expect(await bus.partial(acme, "idle")).toBeUndefined();
  });

  it("stops answering when the runner says so, and only that runner", async () => {
    await using bus = await open();
    const old = bus.servePartial(acme, "chat", () => partial({ epoch: 1, text: "old" }));
    const current = bus.servePartial(acme, "chat", () => partial({ epoch: 2, text: "new" }));
    old[Symbol.dispose]();
    await vi.waitFor(async () => expect(await bus.partial(acme, "chat")).toEqual(partial({ epoch: 2, text: "new" })));
    current[Symbol.dispose]();
    current[Symbol.dispose]();
    await vi.waitFor(async () => expect(await bus.partial(acme, "chat")).toBeUndefined());
  });

  it("answers without a partial when asking for it fails", async () => {
    await using bus = await open();
    using _broken = bus.servePartial(acme, "chat", () => {
      throw new Error("thrown by the runner");
    });
    expect(await bus.partial(acme, "chat")).toBeUndefined();
  });

  it("delivers nothing after it was disposed, and may be disposed twice", async () => {
    const bus = await open();
    const { messages } = await subscribe(bus, "chat");
    await bus[Symbol.asyncDispose]();
    expect(() => bus.publish(acme, "chat", event(1))).not.toThrow();
    await expect(bus.subscribe(acme, "chat", () => undefined)).rejects.toMatchObject({ code: "server.closing" });
    await bus[Symbol.asyncDispose]();
    expect(messages).toEqual([]);
  });
}

function event(seq: number): BusMessage {
  return { kind: "event", type: "notice", seq, data: JSON.stringify({ type: "notice", seq }) };
}

function partial(given: Partial<PartialMessage>): PartialMessage {
  return { message_id: "msg_1", agent: "Writer", epoch: 1, text: "", ...given };
}

async function subscribe(bus: LiveBus, chatId: string, tenant = acme) {
  const messages: BusMessage[] = [];
  const subscription = await bus.subscribe(tenant, chatId, (message) => void messages.push(message));
  return { messages, subscription };
}

function received(messages: readonly BusMessage[], count: number): Promise<void> {
  return vi.waitFor(() => expect(messages.length).toBeGreaterThanOrEqual(count), { timeout: 10_000, interval: 2 });
}

function seqsOf(messages: readonly BusMessage[]): number[] {
  return messages.flatMap((message) => (message.kind === "event" ? [message.seq] : []));
}
