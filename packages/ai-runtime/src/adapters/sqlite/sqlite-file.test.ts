import { readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, it } from "vitest";
import { makeTemporaryFolder } from "../../../test/sqlite/temporary-folder.ts";
import type { EventStore, NewEvent } from "../../ports/event-store.ts";
import { tenantOf } from "../../ports/tenant.ts";
import { openSqliteEventStore } from "./sqlite-event-store.ts";

const acme = tenantOf("acme");
const create = { user_id: "ann", workflow_id: "Flow", workflow_version: "v1", title: "" };

it("makes a folder that only its owner may read, with WAL and full sync", async () => {
  await using temporary = await makeTemporaryFolder();
  const folder = join(temporary.path, "deep", "data");
  const store = await openSqliteEventStore({ folder });
  expect((await stat(folder)).mode & 0o777).toBe(0o700);
  await store[Symbol.asyncDispose]();
  using database = new DatabaseSync(join(folder, "mozaiks.db"));
  expect(database.prepare("PRAGMA journal_mode").get()).toEqual({ journal_mode: "wal" });
  expect(database.prepare("PRAGMA integrity_check").get()).toEqual({ integrity_check: "ok" });
});

it("refuses a folder that this process has open already, and gives it back when it is closed", async () => {
  await using folder = await makeTemporaryFolder();
  const first = await openSqliteEventStore({ folder: folder.path });
  await expect(openSqliteEventStore({ folder: folder.path })).rejects.toMatchObject({ code: "store.in-use" });
  await expect(first.ping()).resolves.toBeUndefined();
  await first[Symbol.asyncDispose]();
  await using second = await openSqliteEventStore({ folder: folder.path });
  await expect(second.ping()).resolves.toBeUndefined();
});

it("refuses a file that a newer version wrote", async () => {
  await using folder = await makeTemporaryFolder();
  await (await openSqliteEventStore({ folder: folder.path }))[Symbol.asyncDispose]();
  using database = new DatabaseSync(join(folder.path, "mozaiks.db"));
  database.exec("PRAGMA user_version = 99");
  database.close();
  const opening = openSqliteEventStore({ folder: folder.path });
  await expect(opening).rejects.toMatchObject({ code: "store.unavailable" });
  await expect(opening).rejects.toThrow(/newer version of Mozaiks \(format 99/);
});

it("says that a file is no database, or that the folder cannot be made", async () => {
  await using folder = await makeTemporaryFolder();
  const file = join(folder.path, "mozaiks.db");
  await writeFile(file, "this is a text, and long enough to be read as one ".repeat(100));
  const opening = openSqliteEventStore({ folder: folder.path });
  await expect(opening).rejects.toMatchObject({ code: "store.unavailable" });
  await expect(opening).rejects.toThrow(/mozaiks\.db failed: file is not a database/);
  await expect(openSqliteEventStore({ folder: join(file, "below") })).rejects.toMatchObject({
    code: "store.unavailable",
  });
});

it("leaves nothing of an erased session in the file", async () => {
  await using folder = await makeTemporaryFolder();
  const store = await openSqliteEventStore({ folder: folder.path });
  const { head } = await store.read(acme, "chat");
  await store.append(acme, head, [userMessage("the launch code is 4711")], { create });
  await store.putSnapshot(acme, "chat", "view", 1, "the launch code is 4711");
  await store.erase(acme, "chat");
  await store[Symbol.asyncDispose]();
  const file = await readFile(join(folder.path, "mozaiks.db"), "latin1");
  expect(file).toContain("tombstone");
  expect(file).not.toContain("4711");
});

it("turns the event loop while the disk is written", async () => {
  await using folder = await makeTemporaryFolder();
  await using store = await openSqliteEventStore({ folder: folder.path });
  const reads = await Promise.all(Array.from({ length: 400 }, (_, index) => store.read(acme, `chat-${index}`)));
  const text = "x".repeat(16 * 1024);
  const writing = { isOver: false };
  const appends = Promise.all(reads.map(({ head }) => store.append(acme, head, [userMessage(text)], { create })));
  const turns = countTurns(writing);
  await appends;
  writing.isOver = true;
  expect(await turns).toBeGreaterThan(20);
});

it("writes what waits in one turn as one transaction", async () => {
  await using folder = await makeTemporaryFolder();
  await using store = await openSqliteEventStore({ folder: folder.path });
  const reads = await Promise.all(Array.from({ length: 100 }, (_, index) => store.read(acme, `chat-${index}`)));
  const seen: number[] = [];
  const appends = reads.map(({ head }) => store.append(acme, head, [userMessage("hello")], { create }));
  for (let isOver = false; !isOver;) {
    const count = await sessionCount(store);
    if (seen.at(-1) !== count) seen.push(count);
    isOver = count === 100;
  }
  await Promise.all(appends);
  expect(seen.filter((count) => count !== 0)).toEqual([100]);
});

async function countTurns(until: { readonly isOver: boolean }): Promise<number> {
  let turns = 0;
  for (; !until.isOver; turns += 1) await new Promise(setImmediate);
  return turns;
}

async function sessionCount(store: EventStore): Promise<number> {
  return (await store.sessions(acme, { limit: 1000 })).sessions.length;
}

function userMessage(content: string): NewEvent {
  const timestamp = "2026-01-01T00:00:00.000Z";
  return { type: "user_message", timestamp, event_id: "evt_1", message_id: "msg_1", content };
}
