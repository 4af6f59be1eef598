import type { EventStore, StoredEvent } from "@mozaiks/ai-runtime/ports";
import * as fc from "fast-check";
import { expect, it } from "vitest";
import type { OpenStore } from "./opened-store.ts";
import { acme, contextUpdate, createChat, notice, userMessage } from "./sample-events.ts";

/** Reading gives exactly what was appended, by ranges of seq. */
export function readingContract(open: OpenStore): void {
  it("answers an unknown chat with an empty log", async () => {
    await using opened = await open();
    expect(await opened.store.read(acme, "nobody")).toMatchObject({ head_seq: 0, events: [] });
  });

  it.each([
    [{}, [1, 2, 3, 4, 5, 6]],
    [{ afterSeq: 0 }, [1, 2, 3, 4, 5, 6]],
    [{ afterSeq: 4 }, [5, 6]],
    [{ afterSeq: 6 }, []],
    [{ afterSeq: 99 }, []],
    [{ limit: 2 }, [1, 2]],
    [{ afterSeq: 2, limit: 3 }, [3, 4, 5]],
    [{ afterSeq: 5, limit: 3 }, [6]],
    [{ beforeSeq: 4 }, [1, 2, 3]],
    [{ beforeSeq: 4, limit: 2 }, [2, 3]],
    [{ beforeSeq: 1, limit: 2 }, []],
    [{ beforeSeq: 99, limit: 2 }, [5, 6]],
    [{ afterSeq: 1, beforeSeq: 5 }, [2, 3, 4]],
    [{ afterSeq: 1, beforeSeq: 5, limit: 1 }, [4]],
  ])("reads %o as the events %o", async (range, expected) => {
    await using opened = await open();
    await createChat(
      opened.store,
      "chat",
      ["a", "b", "c", "d", "e", "f"].map((text) => notice(text)),
    );
    const { events, head_seq } = await opened.store.read(acme, "chat", range);
    expect(events.map(({ seq }) => seq)).toEqual(expected);
    expect(head_seq).toBe(6);
  });

  it("gives the whole log by pages, forwards and backwards", async () => {
    await using opened = await open();
    const details = Array.from({ length: 257 }, (_, index) => `${index}`);
    const { events } = await createChat(
      opened.store,
      "chat",
      details.map((detail) => notice(detail)),
    );
    expect(await readForwards(opened.store, "chat")).toEqual(events);
    expect(await readBackwards(opened.store, "chat", 258)).toEqual(events);
  });

  it("keeps an event of a mebibyte", async () => {
    await using opened = await open();
    const content = "0123456789abcde\n".repeat(65_536);
    await createChat(opened.store, "chat", [userMessage(content), notice("after")]);
    const { events } = await opened.store.read(acme, "chat");
    expect(events.map(({ seq }) => seq)).toEqual([1, 2]);
    expect(events[0]?.type === "user_message" && events[0].content === content).toBe(true);
  });

  it.each([
    ["an emoji with modifiers", "👩🏽‍🚀"],
    ["text from right to left", "שלום עולם"],
    ["combining marks, not normalised", "e\u0301 \u00e9"],
    ["a NUL", "before\u0000after"],
    ["a byte order mark", "\ufefftext"],
    ["line separators", "a\u2028b\u2029c"],
    ["a lone high surrogate", "a\ud83d"],
    ["a lone low surrogate", "\ude00b"],
    ["quotes and backslashes", `'"\\ ; DROP TABLE event; --`],
  ])("keeps %s unit by unit", async (_, content) => {
    await using opened = await open();
    await createChat(opened.store, "chat", [userMessage(content)]);
    expect((await opened.store.read(acme, "chat")).events[0]).toMatchObject({ content });
  });

  it("keeps any JSON value and any string of UTF-16 code units", async () => {
    await using opened = await open();
    const units = fc.string({ unit: fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)) });
    const json = fc.jsonValue().map((value) => JSON.parse(JSON.stringify(value)) as never);
    let chats = 0;
    await fc.assert(
      fc.asyncProperty(units, json, async (text, value) => {
        chats += 1;
        await createChat(opened.store, `chat-${chats}`, [userMessage(text), contextUpdate({ value })]);
        const { events } = await opened.store.read(acme, `chat-${chats}`);
        expect(events[0]).toMatchObject({ content: text });
        expect(events[1]).toHaveProperty("changes", { value });
      }),
    );
  });
}

async function readForwards(store: EventStore, chatId: string): Promise<StoredEvent[]> {
  const all: StoredEvent[] = [];
  for (;;) {
    const { events } = await store.read(acme, chatId, { afterSeq: all.at(-1)?.seq ?? 0, limit: 50 });
    if (events.length === 0) return all;
    all.push(...events);
  }
}

async function readBackwards(store: EventStore, chatId: string, beforeSeq: number): Promise<StoredEvent[]> {
  const { events } = await store.read(acme, chatId, { beforeSeq, limit: 50 });
  const [first] = events;
  return first ? [...(await readBackwards(store, chatId, first.seq)), ...events] : [];
}
