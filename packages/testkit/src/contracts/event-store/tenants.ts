import type { EventStore, Tenant } from "@mozaiks/ai-runtime/ports";
import { expect, it } from "vitest";
import type { OpenStore } from "./opened-store.ts";
import { acme, at, createChat, globex, notice, textsOf, userMessage } from "./sample-events.ts";

const expiry = { now: at(0), expiresAt: at(60) };

/** What a tenant can see, by method; each answers the same for a chat that does not exist anywhere. */
const looks: Record<string, (store: EventStore, tenant: Tenant, chatId: string) => Promise<unknown>> = {
  read: async (store, tenant, chatId) => (await store.read(tenant, chatId)).events,
  session: (store, tenant, chatId) => store.session(tenant, chatId),
  sessions: async (store, tenant) => (await store.sessions(tenant, { limit: 9 })).sessions,
  "sessions of a user": async (store, tenant) => (await store.sessions(tenant, { limit: 9, user_id: "ann" })).sessions,
  isErased: (store, tenant, chatId) => store.isErased(tenant, chatId),
  snapshot: (store, tenant, chatId) => store.snapshot(tenant, chatId, "view"),
};

/** One tenant's data is invisible to and out of reach of every other. */
export function tenantContract(open: OpenStore): void {
  it.each(Object.entries(looks))("shows by %s nothing of another tenant's chat", async (_, look) => {
    await using opened = await open();
    const { store } = opened;
    const nothing = await look(store, globex, "chat");
    await createChat(store, "chat", [userMessage("secret")]);
    await store.putSnapshot(acme, "chat", "view", 1, "secret");
    await createChat(store, "erased");
    await store.erase(acme, "erased");

    expect(await look(store, globex, "chat")).toEqual(nothing);
    expect(await look(store, globex, "erased")).toEqual(nothing);
    expect(await look(store, acme, "chat")).toBeDefined();
  });

  it("keeps two tenants' chats of one id apart", async () => {
    await using opened = await open();
    const { store } = opened;
    const ours = await createChat(store, "chat", [userMessage("ours")]);
    const theirs = await createChat(store, "chat", [userMessage("theirs")], { tenant: globex });
    await store.putSnapshot(acme, "chat", "view", 9, "ours");
    await store.putSnapshot(globex, "chat", "view", 1, "theirs");
    await store.append(acme, ours.head, [notice("our second")]);
    await store.append(globex, theirs.head, [notice("their second")]);

    expect(await textsOf(store, "chat")).toEqual(["ours", "our second"]);
    expect(await textsOf(store, "chat", globex)).toEqual(["theirs", "their second"]);
    expect(await store.snapshot(globex, "chat", "view")).toEqual({ seq: 1, state: "theirs" });
    expect((await store.sessions(globex, { limit: 9 })).sessions).toHaveLength(1);
  });

  it("changes by rename, erase and snapshots nothing of another tenant's chat", async () => {
    await using opened = await open();
    const { store } = opened;
    await createChat(store, "chat", [userMessage("ours")], { create: { title: "Ours" } });
    await expect(store.rename(globex, "chat", "Theirs")).rejects.toMatchObject({ code: "session.not-found" });
    await store.putSnapshot(globex, "chat", "view", 99, "theirs");
    await store.erase(globex, "chat");

    expect(await textsOf(store, "chat")).toEqual(["ours"]);
    await expect.poll(() => store.session(acme, "chat")).toMatchObject({ title: "Ours" });
    expect(await store.snapshot(acme, "chat", "view")).toBeUndefined();
    expect(await store.isErased(acme, "chat")).toBe(false);
  });

  it("keeps idempotency keys by tenant", async () => {
    await using opened = await open();
    const { store } = opened;
    await store.putIdempotent(acme, "key", "ours", expiry);
    expect(await store.putIdempotent(globex, "key", "theirs", expiry)).toEqual({ value: "theirs", stored: true });
    expect(await store.putIdempotent(acme, "key", "again", expiry)).toEqual({ value: "ours", stored: false });
  });
}
