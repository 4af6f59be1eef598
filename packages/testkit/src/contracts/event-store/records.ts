import { expect, it } from "vitest";
import type { OpenStore } from "./opened-store.ts";
import { acme, at, createChat, globex } from "./sample-events.ts";

const day = 24 * 60 * 60;
const text = '{"text":"👩🏽‍🚀 \\u0000 \\ud83d"}';

/** Definitions, snapshots, tickets and idempotent answers. */
export function recordContract(open: OpenStore): void {
  it("keeps definitions by workflow and version", async () => {
    await using opened = await open();
    const { store } = opened;
    const first = { workflow_id: "Flow", version: "v1", manifest: text };
    const second = { workflow_id: "Flow", version: "v2", manifest: "{}", code: "export const a = '👩🏽‍🚀';\n" };
    await store.putDefinition(first);
    await store.putDefinition(second);

    expect(await store.definition("Flow", "v1")).toEqual(first);
    expect(await store.definition("Flow", "v2")).toEqual(second);
    expect(await store.definition("Flow", "v3")).toBeUndefined();
    expect(await store.definition("Other", "v1")).toBeUndefined();
  });

  it("never changes a definition that is there", async () => {
    await using opened = await open();
    const { store } = opened;
    await store.putDefinition({ workflow_id: "Flow", version: "v1", manifest: "{}", code: "1" });
    await Promise.all(
      Array.from({ length: 8 }, () =>
        store.putDefinition({ workflow_id: "Flow", version: "v1", manifest: "{}", code: "2" }),
      ),
    );
    expect(await store.definition("Flow", "v1")).toMatchObject({ code: "1" });
  });

  it("keeps the newest snapshot of each kind", async () => {
    await using opened = await open();
    const { store } = opened;
    await createChat(store, "chat");
    await store.putSnapshot(acme, "chat", "view", 20, text);
    await store.putSnapshot(acme, "chat", "state", 5, "five");
    await store.putSnapshot(acme, "chat", "view", 10, "late");
    expect(await store.snapshot(acme, "chat", "view")).toEqual({ seq: 20, state: text });
    await store.putSnapshot(acme, "chat", "view", 30, "newer");
    expect(await store.snapshot(acme, "chat", "view")).toEqual({ seq: 30, state: "newer" });
    expect(await store.snapshot(acme, "chat", "state")).toEqual({ seq: 5, state: "five" });
    expect(await store.snapshot(acme, "chat", "other")).toBeUndefined();
  });

  it("keeps the newest of snapshots that race", async () => {
    await using opened = await open();
    const { store } = opened;
    await createChat(store, "chat");
    const seqs = [3, 9, 1, 7, 5, 8, 2];
    await Promise.all(seqs.map((seq) => store.putSnapshot(acme, "chat", "view", seq, `at ${seq}`)));
    expect(await store.snapshot(acme, "chat", "view")).toEqual({ seq: 9, state: "at 9" });
  });

  it("gives a ticket once, to whoever knows it, with its tenant and payload", async () => {
    await using opened = await open();
    const { store } = opened;
    await store.putTicket(globex, "tkt_1", text, at(30));
    expect(await store.takeTicket("tkt_1", at(29))).toEqual({ tenant: globex, payload: text });
    expect(await store.takeTicket("tkt_1", at(29))).toBeUndefined();
    expect(await store.takeTicket("tkt_2", at(29))).toBeUndefined();
  });

  it("gives a ticket to exactly one of many who race for it", async () => {
    await using opened = await open();
    await opened.store.putTicket(acme, "tkt_1", "{}", at(30));
    const taken = await Promise.all(Array.from({ length: 32 }, () => opened.store.takeTicket("tkt_1", at(0))));
    expect(taken.filter((ticket) => ticket !== undefined)).toHaveLength(1);
  });

  it("gives no ticket from its expiry on", async () => {
    await using opened = await open();
    await opened.store.putTicket(acme, "tkt_1", "{}", at(30));
    await opened.store.putTicket(acme, "tkt_2", "{}", at(30));
    expect(await opened.store.takeTicket("tkt_1", at(29.999))).toBeDefined();
    expect(await opened.store.takeTicket("tkt_2", at(30))).toBeUndefined();
  });

  it("shows a ticket to whoever knows it, as often as they ask, until it expires or is taken", async () => {
    await using opened = await open();
    const { store } = opened;
    await store.putTicket(globex, "tkt_1", text, at(30));
    await store.putTicket(acme, "tkt_2", "{}", at(30));
    const shown = { tenant: globex, payload: text };
    for (const second of [0, 15, 29.999]) expect(await store.readTicket("tkt_1", at(second))).toEqual(shown);
    expect(await store.readTicket("tkt_1", at(30))).toBeUndefined();
    expect(await store.readTicket("tkt_3", at(0))).toBeUndefined();
    await store.takeTicket("tkt_2", at(0));
    expect(await store.readTicket("tkt_2", at(0))).toBeUndefined();
  });

  it("keeps the first answer under a key for the day it is good for", async () => {
    await using opened = await open();
    const { store } = opened;
    const first = await store.putIdempotent(acme, "key", text, { now: at(0), expiresAt: at(day) });
    const second = await store.putIdempotent(acme, "key", "2", { now: at(day - 1), expiresAt: at(2 * day) });
    const third = await store.putIdempotent(acme, "key", "3", { now: at(day), expiresAt: at(2 * day) });
    const other = await store.putIdempotent(acme, "other", "4", { now: at(0), expiresAt: at(day) });

    expect(first).toEqual({ value: text, stored: true });
    expect(second).toEqual({ value: text, stored: false });
    expect(third).toEqual({ value: "3", stored: true });
    expect(other).toEqual({ value: "4", stored: true });
  });

  it("lets exactly one of many racing answers win, and tells all of them which", async () => {
    await using opened = await open();
    const results = await Promise.all(
      Array.from({ length: 32 }, (_, index) =>
        opened.store.putIdempotent(acme, "key", `${index}`, { now: at(0), expiresAt: at(day) }),
      ),
    );
    const winners = results.flatMap(({ stored }, index) => (stored ? [`${index}`] : []));
    expect(winners).toHaveLength(1);
    expect(new Set(results.map(({ value }) => value))).toEqual(new Set(winners));
  });
}
