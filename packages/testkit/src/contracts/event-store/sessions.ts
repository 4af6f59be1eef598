import type { EventStore, NewEvent, SessionQuery } from "@mozaiks/ai-runtime/ports";
import { expect, it } from "vitest";
import type { OpenStore } from "./opened-store.ts";
import {
  acme,
  agentMessage,
  at,
  createChat,
  globex,
  newSession,
  notice,
  runPaused,
  runStarted,
  userMessage,
} from "./sample-events.ts";

const run = { timestamp: at(0), event_id: "evt_end", run_id: "run_1" };
const ends: readonly (readonly [NewEvent, string])[] = [
  [runPaused(), "paused"],
  [
    {
      ...run,
      type: "workflow_complete",
      status: "completed",
      reason: "done",
      duration_ms: 1,
      tokens: 1,
      cost_usd: null,
    },
    "completed",
  ],
  [{ ...run, type: "workflow_failed", error: { code: "tool.failed", title: "The tool failed" } }, "failed"],
  [{ ...run, type: "workflow_cancelled", by: "ann" }, "cancelled"],
];

/** The session index follows the log: what a list shows, in pages. */
export function sessionContract(open: OpenStore): void {
  it("knows a session from its first append", async () => {
    await using opened = await open();
    const { store } = opened;
    const { head } = await store.read(acme, "chat");
    const grant = { claims: { plan: "pro", nested: [1, null] }, max_tokens: 100 };
    await store.append(acme, head, [notice("a", 1), notice("b", 2)], {
      create: { ...newSession, title: "Trip", grant },
    });

    await expect
      .poll(() => store.session(acme, "chat"))
      .toEqual({
        app_id: "acme",
        chat_id: "chat",
        user_id: "ann",
        workflow_id: "Flow",
        workflow_version: "v1",
        title: "Trip",
        status: "created",
        preview: "",
        created_at: at(1),
        updated_at: at(2),
        head_seq: 2,
        runnable: false,
        grant,
      });
    expect(await store.session(acme, "other")).toBeUndefined();
  });

  it.each(ends.map(([event, status]) => [event.type, status, event] as const))(
    "is running from run_started until %s makes it %s",
    async (_, status, end) => {
      await using opened = await open();
      const { store } = opened;
      const first = await createChat(store, "chat", [userMessage("hello")]);
      const second = await store.append(acme, first.head, [runStarted(), notice("step")]);
      await expect.poll(() => store.session(acme, "chat")).toMatchObject({ status: "running", head_seq: 3 });
      const third = await store.append(acme, second.head, [notice("last"), end]);
      await expect.poll(() => store.session(acme, "chat")).toMatchObject({ status, head_seq: 5 });
      await store.append(acme, third.head, [runStarted()]);
      await expect.poll(() => store.session(acme, "chat")).toMatchObject({ status: "running" });
    },
  );

  it("shows the start of the last text that people may read", async () => {
    await using opened = await open();
    const { store } = opened;
    const preview = async () => (await store.session(acme, "chat"))?.preview;
    const first = await createChat(store, "chat", [userMessage("hello"), agentMessage("Hi,\n\n  how can I   help?")]);
    await expect.poll(preview).toBe("Hi, how can I help?");
    const unseen: NewEvent = { ...agentMessage("internal"), visible: false } as NewEvent;
    const second = await store.append(acme, first.head, [unseen, agentMessage(""), notice("x")]);
    await expect.poll(preview).toBe("Hi, how can I help?");
    const third = await store.append(acme, second.head, [
      userMessage("thanks"),
      { ...userMessage("no"), redact: ["/content"] },
    ]);
    await expect.poll(preview).toBe("thanks");
    await store.append(acme, third.head, [agentMessage("🙂".repeat(1000))]);
    await expect.poll(preview).toBe(`${"🙂".repeat(69)}…`);
  });

  it("takes its title from the first message people may read, unless it was given one", async () => {
    await using opened = await open();
    const { store } = opened;
    const hidden = { ...userMessage("system prompt"), redact: ["/content"] } as NewEvent;
    const first = await createChat(store, "chat", [hidden, agentMessage("Welcome")]);
    await store.append(acme, first.head, [userMessage(`Plan ${"a very ".repeat(20)}long trip`), userMessage("second")]);
    await createChat(store, "named", [userMessage("hello")], { create: { title: "Given" } });

    await expect.poll(async () => (await store.session(acme, "chat"))?.title).toMatch(/^Plan a very .{1,60}…$/);
    expect((await store.session(acme, "chat"))?.title.length).toBeLessThanOrEqual(60);
    await expect.poll(async () => (await store.session(acme, "named"))?.title).toBe("Given");
  });

  it("renames a session for good", async () => {
    await using opened = await open();
    const { store } = opened;
    const { head } = await createChat(store, "chat", [notice("a")]);
    await store.rename(acme, "chat", "Mine 🙂");
    await store.append(acme, head, [userMessage("hello")]);
    await expect
      .poll(() => store.session(acme, "chat"))
      .toMatchObject({ title: "Mine 🙂", head_seq: 2, preview: "hello" });
    await expect(store.rename(acme, "nobody", "x")).rejects.toMatchObject({ code: "session.not-found" });
  });

  it("lists newest first, in pages that neither repeat nor skip while new sessions come", async () => {
    await using opened = await open();
    const { store } = opened;
    for (const [index, seconds] of [1, 5, 3, 3, 3, 9, 7].entries()) {
      await createChat(store, `chat-${index}`, [notice("a", seconds)]);
    }
    const newestFirst = ["chat-5", "chat-6", "chat-1", "chat-4", "chat-3", "chat-2", "chat-0"];
    await expect.poll(() => list(store, { limit: 100 })).toEqual(newestFirst);

    const { sessions, next_cursor } = await store.sessions(acme, { limit: 3 });
    await createChat(store, "newest", [notice("a", 99)]);
    const rest = await pages(store, { limit: 3, ...(next_cursor !== undefined && { cursor: next_cursor }) });
    expect([...sessions.map(({ chat_id }) => chat_id), ...rest]).toEqual(newestFirst);
  });

  it.each([1, 2, 3, 6, 7])("gives no cursor with the last page, at %i a page", async (limit) => {
    await using opened = await open();
    for (let index = 0; index < 6; index += 1) await createChat(opened.store, `chat-${index}`, [notice("a", index)]);
    await expect.poll(() => pages(opened.store, { limit })).toHaveLength(6);
  });

  it("filters by user and by status", async () => {
    await using opened = await open();
    const { store } = opened;
    for (const [index, user_id] of ["ann", "bob", "ann", "bob", "ann"].entries()) {
      const events = index < 3 ? [notice("a", index), runStarted(index)] : [notice("a", index)];
      await createChat(store, `chat-${index}`, events, { create: { user_id } });
    }
    await expect.poll(() => pages(store, { user_id: "ann", limit: 2 })).toEqual(["chat-4", "chat-2", "chat-0"]);
    await expect.poll(() => pages(store, { status: "running", limit: 2 })).toEqual(["chat-2", "chat-1", "chat-0"]);
    await expect.poll(() => list(store, { user_id: "bob", status: "created", limit: 9 })).toEqual(["chat-3"]);
    expect(await list(store, { user_id: "nobody", limit: 9 })).toEqual([]);
  });

  it.each(["", "nonsense", "bnVsbA", "WzEsMl0", "%%%"])(
    "refuses the cursor %o, which no page returned",
    async (cursor) => {
      await using opened = await open();
      await expect(opened.store.sessions(acme, { limit: 1, cursor })).rejects.toMatchObject({
        code: "request.invalid",
      });
    },
  );

  it("shows with another tenant's cursor only one's own sessions", async () => {
    await using opened = await open();
    const { store } = opened;
    for (const tenant of [acme, globex]) {
      for (let index = 0; index < 3; index += 1) {
        await createChat(store, `${tenant.app_id}-${index}`, [notice("a", index)], { tenant });
      }
    }
    await expect.poll(() => list(store, { limit: 9 })).toHaveLength(3);
    const { next_cursor } = await store.sessions(acme, { limit: 1 });
    const { sessions } = await store.sessions(globex, {
      limit: 9,
      ...(next_cursor !== undefined && { cursor: next_cursor }),
    });
    expect(sessions.map(({ app_id }) => app_id)).not.toContain("acme");
  });

  it("erases a session with all that hangs on it, for ever", async () => {
    await using opened = await open();
    const { store } = opened;
    await createChat(store, "chat", [userMessage("secret")]);
    await createChat(store, "other", [userMessage("kept")]);
    await store.putSnapshot(acme, "chat", "view", 1, "{}");
    await store.erase(acme, "chat");
    await store.putSnapshot(acme, "chat", "view", 1, "{}");

    await expect(store.read(acme, "chat")).rejects.toMatchObject({ code: "session.not-found" });
    await expect(store.rename(acme, "chat", "x")).rejects.toMatchObject({ code: "session.not-found" });
    expect(await store.session(acme, "chat")).toBeUndefined();
    expect(await store.snapshot(acme, "chat", "view")).toBeUndefined();
    expect(await list(store, { limit: 9 })).toEqual(["other"]);
    expect([await store.isErased(acme, "chat"), await store.isErased(acme, "other")]).toEqual([true, false]);
  });

  it("may be told twice to erase, and to erase what was never there", async () => {
    await using opened = await open();
    const { store } = opened;
    await createChat(store, "chat");
    await store.erase(acme, "chat");
    await store.erase(acme, "chat");
    await store.erase(acme, "never");
    await expect(store.read(acme, "chat")).rejects.toMatchObject({ code: "session.not-found" });
    expect(await store.isErased(acme, "chat")).toBe(true);
  });
}

async function list(store: EventStore, query: SessionQuery): Promise<string[]> {
  const { sessions } = await store.sessions(acme, query);
  return sessions.map(({ chat_id }) => chat_id);
}

/** All pages from a query on. */
async function pages(store: EventStore, query: SessionQuery): Promise<string[]> {
  const { sessions, next_cursor } = await store.sessions(acme, query);
  const ids = sessions.map(({ chat_id }) => chat_id);
  return next_cursor === undefined ? ids : [...ids, ...(await pages(store, { ...query, cursor: next_cursor }))];
}
