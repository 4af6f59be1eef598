import type { Head } from "@mozaiks/ai-runtime/ports";
import { expect, it } from "vitest";
import type { OpenStore } from "./opened-store.ts";
import { acme, createChat, globex, newSession, notice, textsOf } from "./sample-events.ts";

/** A head is a capability: it comes from `read` or `append` and fits one place of one log. */
export function headContract(open: OpenStore): void {
  it("creates a chat at the head that reading it gave before it existed", async () => {
    await using opened = await open();
    const { head, head_seq, events } = await opened.store.read(acme, "chat");
    expect([head_seq, events]).toEqual([0, []]);
    await opened.store.append(acme, head, [notice("a")], { create: newSession });
    expect(await textsOf(opened.store, "chat")).toEqual(["a"]);
  });

  it("gives the head of the whole log with any part of it", async () => {
    await using opened = await open();
    const { store } = opened;
    await createChat(store, "chat", [notice("a"), notice("b"), notice("c")]);
    const { head, head_seq } = await store.read(acme, "chat", { afterSeq: 0, limit: 1 });
    expect(head_seq).toBe(3);
    expect((await store.append(acme, head, [notice("d")])).head_seq).toBe(4);
  });

  it("refuses a head that is not the head any more with store.conflict", async () => {
    await using opened = await open();
    const { store } = opened;
    const { head: nothing } = await store.read(acme, "chat");
    const first = await createChat(store, "chat");
    await store.append(acme, first.head, [notice("second")]);

    await expect(store.append(acme, first.head, [notice("x")])).rejects.toMatchObject({ code: "store.conflict" });
    await expect(store.append(acme, nothing, [notice("x")], { create: newSession })).rejects.toMatchObject({
      code: "store.conflict",
    });
    expect(await textsOf(store, "chat")).toEqual(["first", "second"]);
  });

  it.each<[string, (real: Head) => Head]>([
    ["made from nothing", () => ({}) as Head],
    ["copied by spreading", (real) => ({ ...real })],
    ["cloned", (real) => structuredClone(real)],
    ["inherited from", (real) => Object.create(real) as Head],
    ["gone through JSON", (real) => JSON.parse(JSON.stringify(real)) as Head],
    ["wrapped", (real) => new Proxy(real, {})],
  ])("refuses a head that was %s", async (_, forge) => {
    await using opened = await open();
    const { store } = opened;
    const { head } = await createChat(store, "chat");
    const forged = forge(head);

    await expect(store.append(acme, forged, [notice("x")], { create: newSession })).rejects.toThrow(TypeError);
    await expect(store.settle(acme, forged)).rejects.toThrow(TypeError);
    expect(await textsOf(store, "chat")).toEqual(["first"]);
  });

  it("refuses another tenant's head of a chat with the same id", async () => {
    await using opened = await open();
    const { store } = opened;
    const { head } = await createChat(store, "chat");
    await createChat(store, "chat", [notice("theirs")], { tenant: globex });

    await expect(store.append(globex, head, [notice("x")], { create: newSession })).rejects.toThrow(TypeError);
    await expect(store.settle(globex, head)).rejects.toThrow(TypeError);
    expect(await textsOf(store, "chat")).toEqual(["first"]);
    expect(await textsOf(store, "chat", globex)).toEqual(["theirs"]);
  });

  it("writes with the head of one chat to no other", async () => {
    await using opened = await open();
    const { store } = opened;
    const { head } = await createChat(store, "mine");
    await createChat(store, "other");
    await store.append(acme, head, [notice("x")]);
    expect(await textsOf(store, "mine")).toEqual(["first", "x"]);
    expect(await textsOf(store, "other")).toEqual(["first"]);
  });

  it("refuses a head that another store gave", async () => {
    await using opened = await open();
    await using elsewhere = await open();
    const { head } = await createChat(elsewhere.store, "chat");
    await createChat(opened.store, "chat");
    await expect(opened.store.append(acme, head, [notice("x")])).rejects.toThrow(TypeError);
    expect(await textsOf(opened.store, "chat")).toEqual(["first"]);
  });

  it("answers session.not-found to every head of a chat that was erased", async () => {
    await using opened = await open();
    const { store } = opened;
    const { head: nothing } = await store.read(acme, "chat");
    const { head } = await createChat(store, "chat");
    await store.erase(acme, "chat");

    await expect(store.append(acme, head, [notice("x")])).rejects.toMatchObject({ code: "session.not-found" });
    await expect(store.append(acme, nothing, [notice("x")], { create: newSession })).rejects.toMatchObject({
      code: "session.not-found",
    });
    expect(await store.settle(acme, head)).toBe(false);
  });
}
