import type { EventStore } from "@mozaiks/ai-runtime/ports";
import { expect, it } from "vitest";
import type { OpenStore } from "./opened-store.ts";
import { acme, at, createChat, globex, inputs, newSession, notice, userMessage } from "./sample-events.ts";

const later = at(1_000_000);

/** A session is runnable from an append with an input until a runner settles it at the head. */
export function settlingContract(open: OpenStore): void {
  it.each(inputs.map((input) => [input.type, input] as const))("makes a session runnable with %s", async (_, input) => {
    await using opened = await open();
    const { head } = await createChat(opened.store, "chat");
    expect(await unsettled(opened.store)).toEqual([]);
    await opened.store.append(acme, head, [notice("a"), input, notice("b")]);
    expect(await unsettled(opened.store)).toEqual(["acme/chat"]);
  });

  it("makes a session runnable in the append that creates it", async () => {
    await using opened = await open();
    await createChat(opened.store, "chat", [notice("a"), userMessage("hello")]);
    expect(await unsettled(opened.store)).toEqual(["acme/chat"]);
  });

  it("stays runnable while a runner appends", async () => {
    await using opened = await open();
    const { head } = await createChat(opened.store, "chat", [userMessage("hello")]);
    await opened.store.append(acme, head, [notice("step")]);
    expect(await unsettled(opened.store)).toEqual(["acme/chat"]);
  });

  it("does what the append says about runnable, whatever the events are", async () => {
    await using opened = await open();
    const { store } = opened;
    const first = await createChat(store, "chat");
    const second = await store.append(acme, first.head, [notice("start")], { runnable: true });
    expect(await unsettled(store)).toEqual(["acme/chat"]);
    await store.append(acme, second.head, [userMessage("logged only")], { runnable: false });
    expect(await unsettled(store)).toEqual([]);
  });

  it("settles at the head", async () => {
    await using opened = await open();
    const { head } = await createChat(opened.store, "chat", [userMessage("hello")]);
    expect(await opened.store.settle(acme, head)).toBe(true);
    expect(await unsettled(opened.store)).toEqual([]);
    await expect.poll(() => opened.store.session(acme, "chat")).toMatchObject({ runnable: false, head_seq: 1 });
  });

  it("does not settle behind the head", async () => {
    await using opened = await open();
    const { store } = opened;
    const { head } = await createChat(store, "chat", [userMessage("hello")]);
    await store.append(acme, head, [userMessage("one more thing")]);
    expect(await store.settle(acme, head, { wakeAt: at(5) })).toBe(false);
    expect(await unsettled(store)).toEqual(["acme/chat"]);
    expect((await store.session(acme, "chat"))?.wake_at).toBeUndefined();
  });

  it("leaves a session runnable whenever an input races its settling", async () => {
    await using opened = await open();
    const { store } = opened;
    for (let round = 0; round < 20; round += 1) {
      const { head } = await createChat(store, `chat-${round}`, [userMessage("hello")]);
      const settling = round % 2 === 0 ? store.settle(acme, head) : undefined;
      await Promise.all([store.append(acme, head, [userMessage("more")]), settling ?? store.settle(acme, head)]);
    }
    expect(await unsettled(store)).toHaveLength(20);
  });

  it("can be read again and settled at the head it was read at", async () => {
    await using opened = await open();
    await createChat(opened.store, "chat", [userMessage("hello")]);
    const { head } = await opened.store.read(acme, "chat", { limit: 1 });
    expect(await opened.store.settle(acme, head)).toBe(true);
  });

  it("wakes a session at its time, and not before", async () => {
    await using opened = await open();
    const { store } = opened;
    const { head } = await createChat(store, "chat", [userMessage("hello", 10)]);
    await store.settle(acme, head, { wakeAt: at(60) });
    expect(await unsettled(store, { now: at(59) })).toEqual([]);
    expect(await unsettled(store, { now: at(60) })).toEqual(["acme/chat"]);
    expect(await store.session(acme, "chat")).toMatchObject({ wake_at: at(60) });
  });

  it("sets, keeps and clears the wake-up with an append or a settle", async () => {
    await using opened = await open();
    const { store } = opened;
    const wakeAt = async () => (await store.session(acme, "chat"))?.wake_at;
    const { head: nothing } = await store.read(acme, "chat");
    const first = await store.append(acme, nothing, [notice("a")], { create: newSession, wakeAt: at(60) });
    expect(await wakeAt()).toBe(at(60));
    const second = await store.append(acme, first.head, [notice("b")]);
    await store.settle(acme, second.head);
    expect(await wakeAt()).toBe(at(60));
    const third = await store.append(acme, second.head, [notice("c")], { wakeAt: at(90) });
    expect(await wakeAt()).toBe(at(90));
    await store.settle(acme, third.head, { wakeAt: null });
    expect(await wakeAt()).toBeUndefined();
    expect(await unsettled(store)).toEqual([]);
  });

  it("compares times, not their spelling", async () => {
    await using opened = await open();
    const { store } = opened;
    const { head } = await createChat(store, "chat");
    await store.settle(acme, head, { wakeAt: "2026-01-01T00:01:00Z" });
    expect(await unsettled(store, { now: "2026-01-01T00:00:59.999Z" })).toEqual([]);
    expect(await unsettled(store, { now: "2026-01-01T00:01:00.000Z" })).toEqual(["acme/chat"]);
  });

  it("leaves out sessions that somebody touched since", async () => {
    await using opened = await open();
    const { store } = opened;
    await createChat(store, "old", [userMessage("hello", 10)]);
    const { head } = await createChat(store, "busy", [userMessage("hello", 10)]);
    await store.append(acme, head, [notice("step", 30)]);
    expect(await unsettled(store, { idleSince: at(20) })).toEqual(["acme/old"]);
    expect(await unsettled(store, { idleSince: at(30) })).toEqual(["acme/busy", "acme/old"]);

    const { head: due } = await createChat(store, "due", [notice("a", 10)]);
    await store.append(acme, due, [notice("b", 30)], { wakeAt: at(5) });
    expect(await unsettled(store, { idleSince: at(20) })).toEqual(["acme/old"]);
  });

  it("finds the sessions of all tenants, each once, at most as many as asked for", async () => {
    await using opened = await open();
    const { store } = opened;
    for (const tenant of [acme, globex]) {
      const { head } = await createChat(store, "chat", [userMessage("hello")], { tenant });
      await store.append(tenant, head, [notice("due as well")], { wakeAt: at(1) });
    }
    await createChat(store, "gone", [userMessage("hello")]);
    await store.erase(acme, "gone");
    expect(await unsettled(store)).toEqual(["acme/chat", "globex/chat"]);
    expect(await unsettled(store, { limit: 1 })).toHaveLength(1);
  });
}

async function unsettled(
  store: EventStore,
  { now = later, idleSince = later, limit = 100 }: { now?: string; idleSince?: string; limit?: number } = {},
): Promise<string[]> {
  const sessions = await store.unsettled({ now, idleSince, limit });
  return sessions.map(({ tenant, chat_id }) => `${tenant.app_id}/${chat_id}`).sort();
}
