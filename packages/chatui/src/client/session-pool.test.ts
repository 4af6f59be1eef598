import { emptyView } from "@mozaiks/contracts/fold";
import { describe, expect, it } from "vitest";
import { createChatSession } from "../core/chat-session.ts";
import { createMemoryStorage } from "../core/key-value-storage.ts";
import { createSessionPool, type SessionPoolOptions } from "./session-pool.ts";

function openPool(options: Partial<SessionPoolOptions> = {}) {
  const storage = createMemoryStorage();
  return createSessionPool({
    create: ({ chatId }) => createChatSession({ chatId, baseUrl: "http://localhost", storage }),
    most: 2,
    ...options,
  });
}

const namesOf = (pool: ReturnType<typeof openPool>) => pool.all().map(({ chatId }) => chatId);

describe("the pool of chats", () => {
  it("makes a chat once", () => {
    const pool = openPool();
    expect(pool.open("a")).toBe(pool.open("a"));
    expect(pool.find("b")).toBeUndefined();
  });

  it("closes the chat that was not asked for longest when there are too many, but not while views render", async () => {
    const pool = openPool();
    for (const chatId of ["a", "b", "a", "c"]) pool.open(chatId);
    expect(namesOf(pool)).toEqual(["b", "a", "c"]);
    await Promise.resolve();
    expect(namesOf(pool)).toEqual(["a", "c"]);
  });

  it("keeps chats that are needed, and those at work", async () => {
    const pool = openPool({ isNeeded: (chatId) => chatId === "a" });
    const busy = pool.open("b");
    busy.store.setState({ view: { ...emptyView("b"), status: "running" } });
    for (const chatId of ["a", "c", "d"]) pool.open(chatId);
    await Promise.resolve();
    expect(namesOf(pool)).toEqual(["b", "a"]);
  });

  it("tells whoever follows a chat that it is over", () => {
    const over: string[] = [];
    const pool = openPool({
      onCreated:
        ({ chatId }) =>
        () =>
          void over.push(chatId),
    });
    pool.open("a");
    pool.open("b");
    pool.close("a");
    pool.closeAll();
    pool.close("a");
    expect(over).toEqual(["a", "b"]);
    expect(pool.all()).toEqual([]);
  });
});
