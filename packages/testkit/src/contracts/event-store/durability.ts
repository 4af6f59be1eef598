import { expect, it } from "vitest";
import type { OpenStore } from "./opened-store.ts";
import { acme, at, createChat, notice, textsOf, userMessage } from "./sample-events.ts";

const expiry = { now: at(0), expiresAt: at(60) };

/** What was acknowledged is there when the store is opened again. */
export function durabilityContract(open: OpenStore): void {
  it("finds everything again", async () => {
    await using opened = await open();
    const { store } = opened;
    const grant = { claims: { plan: "pro" } };
    const { head } = await store.read(acme, "chat");
    await store.append(acme, head, [userMessage("hello")], {
      create: { user_id: "ann", workflow_id: "Flow", workflow_version: "v1", title: "Trip", grant },
      wakeAt: at(5),
    });
    await createChat(store, "erased");
    await store.erase(acme, "erased");
    await store.putDefinition({ workflow_id: "Flow", version: "v1", manifest: "{}", code: "1" });
    await store.putTicket(acme, "tkt_1", "payload", at(30));
    await store.putIdempotent(acme, "key", "first", expiry);
    const session = await store.session(acme, "chat");
    const { events } = await store.read(acme, "chat");

    const again = await opened.reopen();
    const log = await again.read(acme, "chat");
    expect(log.events).toEqual(events);
    expect(await again.session(acme, "chat")).toEqual(session);
    expect(session).toMatchObject({ runnable: true, wake_at: at(5), grant });
    expect(await again.unsettled({ now: at(0), idleSince: at(0), limit: 9 })).toEqual([
      { tenant: acme, chat_id: "chat" },
    ]);
    await expect(again.read(acme, "erased")).rejects.toMatchObject({ code: "session.not-found" });
    expect(await again.definition("Flow", "v1")).toMatchObject({ code: "1" });
    expect(await again.takeTicket("tkt_1", at(0))).toEqual({ tenant: acme, payload: "payload" });
    expect(await again.putIdempotent(acme, "key", "second", expiry)).toEqual({ value: "first", stored: false });
    expect((await again.append(acme, log.head, [notice("goes on")])).head_seq).toBe(2);
  });

  it("completes what was asked for before it was closed", async () => {
    await using opened = await open();
    const { store } = opened;
    const appends = Array.from({ length: 50 }, (_, index) => createChat(store, `chat-${index}`));
    const reads = await Promise.all(Array.from({ length: 50 }, (_, index) => store.read(acme, `late-${index}`)));
    const late = reads.map(({ head }) =>
      store.append(acme, head, [notice("late")], {
        create: { user_id: "ann", workflow_id: "Flow", workflow_version: "v1", title: "" },
      }),
    );
    const again = await opened.reopen();
    await Promise.all(appends);
    expect(await Promise.all(late)).toHaveLength(50);
    expect(await textsOf(again, "late-49")).toEqual(["late"]);
    expect((await again.sessions(acme, { limit: 200 })).sessions).toHaveLength(100);
  });

  it("answers store.unavailable once it is closed, and may be closed twice", async () => {
    await using opened = await open();
    const { store } = opened;
    const { head } = await createChat(store, "chat");
    await opened.reopen();
    await store[Symbol.asyncDispose]();

    const unavailable = { code: "store.unavailable" };
    await expect(store.ping()).rejects.toMatchObject(unavailable);
    await expect(store.read(acme, "chat")).rejects.toMatchObject(unavailable);
    await expect(store.append(acme, head, [notice("x")])).rejects.toMatchObject(unavailable);
    await expect(store.takeTicket("tkt_1", at(0))).rejects.toMatchObject(unavailable);
  });

  it("answers a ping while it is open", async () => {
    await using opened = await open();
    await expect(opened.store.ping()).resolves.toBeUndefined();
  });
}
