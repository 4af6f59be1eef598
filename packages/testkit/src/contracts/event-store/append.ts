import { isMozaiksError } from "@mozaiks/contracts";
import type { EventStore } from "@mozaiks/ai-runtime/ports";
import { expect, it } from "vitest";
import type { OpenStore } from "./opened-store.ts";
import { acme, contextUpdate, createChat, newSession, notice, textsOf, userMessage } from "./sample-events.ts";

/** Appends are atomic, ordered, and one at a time per chat. */
export function appendContract(open: OpenStore): void {
  it("gives the first event seq 1 and continues without a gap", async () => {
    await using opened = await open();
    const { store } = opened;
    const first = await createChat(store, "chat", [notice("a"), notice("b")]);
    const second = await store.append(acme, first.head, [notice("c")]);

    expect(first.events.map(({ seq }) => seq)).toEqual([1, 2]);
    expect(second.events.map(({ seq }) => seq)).toEqual([3]);
    expect([first.head_seq, second.head_seq]).toEqual([2, 3]);
    expect(await textsOf(store, "chat")).toEqual(["a", "b", "c"]);
  });

  it("gives the events back as a read will give them", async () => {
    await using opened = await open();
    const appended = await createChat(opened.store, "chat", [userMessage("hello"), notice("b")]);
    const { events } = await opened.store.read(acme, "chat");

    expect(events).toEqual(appended.events);
    expect(events[0]).toEqual({ ...userMessage("hello"), chat_id: "chat", seq: 1 });
  });

  it("keeps what was appended when the caller changes its objects afterwards", async () => {
    await using opened = await open();
    const changes: Record<string, string> = { color: "red" };
    const appended = await createChat(opened.store, "chat", [contextUpdate(changes)]);
    changes["color"] = "blue";

    expect(appended.events[0]).toMatchObject({ changes: { color: "red" } });
    expect((await opened.store.read(acme, "chat")).events[0]).toMatchObject({ changes: { color: "red" } });
  });

  it("numbers events itself, whatever the caller put into them", async () => {
    await using opened = await open();
    const forged = Object.assign(notice("forged"), { seq: 7, chat_id: "other" });
    await createChat(opened.store, "chat", [forged]);

    expect((await opened.store.read(acme, "chat")).events[0]).toMatchObject({ seq: 1, chat_id: "chat" });
    expect((await opened.store.read(acme, "other")).head_seq).toBe(0);
  });

  it("refuses an append without events", async () => {
    await using opened = await open();
    const { head } = await createChat(opened.store, "chat");
    await expect(opened.store.append(acme, head, [])).rejects.toThrow(TypeError);
    expect((await opened.store.read(acme, "chat")).head_seq).toBe(1);
  });

  it("refuses the first append of a chat that does not say how to create it", async () => {
    await using opened = await open();
    const { head } = await opened.store.read(acme, "chat");
    await expect(opened.store.append(acme, head, [notice("a")])).rejects.toThrow(TypeError);
    expect(await opened.store.session(acme, "chat")).toBeUndefined();
    expect((await opened.store.read(acme, "chat")).head_seq).toBe(0);
  });

  it("fails only the append whose events are not JSON", async () => {
    await using opened = await open();
    const { store } = opened;
    const heads = await Promise.all(["a", "b", "c"].map((chat) => createChat(store, chat)));
    const broken = contextUpdate({ value: 1n as never });
    const results = await Promise.allSettled(
      heads.map(({ head }, index) => store.append(acme, head, index === 1 ? [notice("ok"), broken] : [notice("ok")])),
    );

    expect(results.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
    expect(await textsOf(store, "b")).toEqual(["first"]);
    expect(await textsOf(store, "c")).toEqual(["first", "ok"]);
  });

  it.each([2, 32])("lets exactly one of %i racing writers take a head", async (writers) => {
    await using opened = await open();
    const { store } = opened;
    const { head } = await createChat(store, "chat");
    const results = await Promise.allSettled(
      Array.from({ length: writers }, (_, index) =>
        store.append(acme, head, [notice(`${index}.a`), notice(`${index}.b`)]),
      ),
    );
    const winner = results.findIndex(({ status }) => status === "fulfilled");

    expect(codesOf(results)).toEqual(Array.from({ length: writers - 1 }, () => "store.conflict"));
    expect(await textsOf(store, "chat")).toEqual(["first", `${winner}.a`, `${winner}.b`]);
  });

  it.each([2, 32])("lets exactly one of %i racing creators create a chat", async (creators) => {
    await using opened = await open();
    const { store } = opened;
    const reads = await Promise.all(Array.from({ length: creators }, () => store.read(acme, "chat")));
    const results = await Promise.allSettled(
      reads.map(({ head }, index) =>
        store.append(acme, head, [notice(`${index}`)], { create: { ...newSession, user_id: `user-${index}` } }),
      ),
    );
    const winner = results.findIndex(({ status }) => status === "fulfilled");

    expect(codesOf(results)).toEqual(Array.from({ length: creators - 1 }, () => "store.conflict"));
    expect(await textsOf(store, "chat")).toEqual([`${winner}`]);
    expect(await store.session(acme, "chat")).toMatchObject({ user_id: `user-${winner}`, head_seq: 1 });
  });

  it("keeps every event of many writers who try again after a conflict, once and without a gap", async () => {
    await using opened = await open();
    const { store } = opened;
    await createChat(store, "chat");
    const names = Array.from({ length: 8 }, (_, writer) => Array.from({ length: 10 }, (__, n) => `${writer}.${n}`));
    await Promise.all(names.map((mine) => appendEach(store, "chat", mine)));
    const { events } = await store.read(acme, "chat");

    expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1));
    const texts = await textsOf(store, "chat");
    expect(texts.slice(1).sort()).toEqual(names.flat().sort());
    for (const mine of names) expect(texts.filter((text) => mine.includes(text))).toEqual(mine);
  });

  it("lets a conflict concern only its own append when many chats are written at once", async () => {
    await using opened = await open();
    const { store } = opened;
    const chats = Array.from({ length: 120 }, (_, index) => `chat-${index}`);
    const created = await Promise.all(chats.map((chat) => createChat(store, chat)));
    await Promise.all(
      created.filter((_, index) => index % 3 === 0).map(({ head }) => store.append(acme, head, [notice("x")])),
    );
    const results = await Promise.allSettled(created.map(({ head }) => store.append(acme, head, [notice("y")])));

    for (const [index, chat] of chats.entries()) {
      const isStale = index % 3 === 0;
      expect(results[index]?.status).toBe(isStale ? "rejected" : "fulfilled");
      expect(await textsOf(store, chat)).toEqual(["first", isStale ? "x" : "y"]);
    }
    expect(codesOf(results)).toEqual(chats.filter((_, index) => index % 3 === 0).map(() => "store.conflict"));
  });

  it("never shows a reader half an append", async () => {
    await using opened = await open();
    const { store } = opened;
    const five = ["a", "b", "c", "d", "e"].map((text) => notice(text));
    let { head } = await createChat(store, "chat", five);
    const seen: { head_seq: number; count: number }[] = [];
    for (let round = 0; round < 20; round += 1) {
      const reads = Array.from({ length: 4 }, () => store.read(acme, "chat"));
      const appending = store.append(acme, head, five);
      reads.push(...Array.from({ length: 4 }, () => store.read(acme, "chat")));
      ({ head } = await appending);
      for (const { head_seq, events } of await Promise.all(reads)) seen.push({ head_seq, count: events.length });
    }

    expect(seen.filter(({ head_seq, count }) => head_seq % 5 !== 0 || count !== head_seq)).toEqual([]);
  });
}

/** Appends one notice at a time, reading again after each conflict. */
async function appendEach(store: EventStore, chatId: string, details: readonly string[]): Promise<void> {
  for (const detail of details) {
    for (let isDone = false; !isDone;) {
      const { head } = await store.read(acme, chatId);
      isDone = await store.append(acme, head, [notice(detail)]).then(
        () => true,
        (error: unknown) => {
          if (isMozaiksError(error) && error.code === "store.conflict") return false;
          throw error;
        },
      );
    }
  }
}

function codesOf(results: readonly PromiseSettledResult<unknown>[]): unknown[] {
  return results.flatMap((result) =>
    result.status === "rejected" ? [isMozaiksError(result.reason) ? result.reason.code : result.reason] : [],
  );
}
