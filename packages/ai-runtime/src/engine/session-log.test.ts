import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { createInProcessLiveBus } from "../adapters/in-process-live-bus.ts";
import { openSqliteEventStore } from "../adapters/sqlite/sqlite-event-store.ts";
import { type EventStore, type NewEvent, type StoredEvent, tenantOf } from "../ports.ts";
import { replay } from "./core/evolve.ts";
import { createSessionLog, type Hand, type SessionLog } from "./session-log.ts";

const tenant = tenantOf("app");
const create = { user_id: "ann", workflow_id: "Test", workflow_version: "v1", title: "Test", grant: { max_tokens: 9 } };
const base = { timestamp: "2026-01-01T00:00:00.000Z", event_id: "evt_1" };
const opening: NewEvent = {
  ...base,
  type: "session_created",
  workflow_id: "Test",
  workflow_version: "v1",
  startup_mode: "UserDriven",
};

let folder: string;
let store: EventStore;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "mozaiks-session-log-"));
  store = await openSqliteEventStore({ folder });
});
afterEach(async () => {
  await store[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

function said(content: string): NewEvent {
  return { ...base, type: "user_message", message_id: "msg_1", content };
}

function openLog(soleWriter: boolean): SessionLog {
  const telemetry = { appended: () => undefined, fault: () => undefined };
  return createSessionLog({ store, bus: createInProcessLiveBus(), telemetry, soleWriter });
}

async function append(log: SessionLog, hand: Hand, event: NewEvent): Promise<Hand> {
  const stored = { ...event, chat_id: "chat", seq: hand.state.seq + 1 } as StoredEvent;
  const next = { events: [event], state: replay([stored], hand.state) };
  return log.append(tenant, "chat", hand.head, next, hand.state.seq === 0 ? { create } : {});
}

it("the only writer of a store does not read again what it wrote", async () => {
  const log = openLog(true);
  const hand = await append(log, await log.load(tenant, "chat"), opening);
  const read = vi.spyOn(store, "read");
  expect((await log.load(tenant, "chat")).state).toEqual(hand.state);
  await append(log, await log.load(tenant, "chat"), said("hello"));
  expect((await log.load(tenant, "chat")).state.pending).toEqual([{ seq: 2, content: "hello" }]);
  expect(read).not.toHaveBeenCalled();
});

it("the only writer reads the log again when an append was refused", async () => {
  const log = openLog(true);
  const hand = await append(log, await log.load(tenant, "chat"), opening);
  await store.append(tenant, hand.head, [said("from elsewhere")]);
  await expect(append(log, hand, said("too late"))).rejects.toThrow(
    expect.objectContaining({ code: "store.conflict" }),
  );
  expect((await log.load(tenant, "chat")).state.pending).toEqual([{ seq: 2, content: "from elsewhere" }]);
});

it("one of several writers sees what the others wrote", async () => {
  const log = openLog(false);
  const hand = await append(log, await log.load(tenant, "chat"), opening);
  await store.append(tenant, hand.head, [said("from elsewhere")]);
  expect((await log.load(tenant, "chat")).state.pending).toEqual([{ seq: 2, content: "from elsewhere" }]);
});

it("whose session it is is read once, and not found any more when the session is forgotten", async () => {
  const log = openLog(false);
  await append(log, await log.load(tenant, "chat"), opening);
  const session = vi.spyOn(store, "session");
  expect(await log.origin(tenant, "chat")).toEqual({
    user_id: "ann",
    workflow_id: "Test",
    workflow_version: "v1",
    grant: { max_tokens: 9 },
  });
  expect(await log.origin(tenant, "chat")).toMatchObject({ user_id: "ann" });
  expect(session).toHaveBeenCalledTimes(1);
  await store.erase(tenant, "chat");
  log.forget(tenant, "chat");
  expect(await log.origin(tenant, "chat")).toBeUndefined();
});
