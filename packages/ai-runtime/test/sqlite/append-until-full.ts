// Appends big events until the store fails, then prints as JSON what was acknowledged, how it failed, and what a read says.
import { isMozaiksError } from "@mozaiks/contracts";
import { openSqliteEventStore } from "../../src/adapters/sqlite/sqlite-event-store.ts";
import { tenantOf, type Appended, type NewEvent } from "../../src/ports.ts";

const [folder = ""] = process.argv.slice(2);
const tenant = tenantOf("acme");
const create = { user_id: "ann", workflow_id: "Flow", workflow_version: "v1", title: "Fill me" };
const event: NewEvent = {
  type: "notice",
  timestamp: new Date().toISOString(),
  event_id: "evt_1",
  level: "info",
  code: "n",
  detail: "x".repeat(64 * 1024),
};

const store = await openSqliteEventStore({ folder });
const chats = ["a", "b", "c"];
const acknowledged = new Map(chats.map((chat) => [chat, 0]));
const heads = new Map(await Promise.all(chats.map(async (chat) => [chat, await store.read(tenant, chat)] as const)));
const failures: unknown[] = [];
while (failures.length === 0) {
  const results = await Promise.allSettled(chats.map((chat) => appendTo(chat)));
  for (const result of results) if (result.status === "rejected") failures.push(codeOf(result.reason));
}
const logs = await Promise.all(chats.map((chat) => store.read(tenant, chat)));
const found = logs.map(({ head_seq, events }) => ({ head_seq, count: events.length }));
process.stdout.write(JSON.stringify({ failures, acknowledged: [...acknowledged.values()], found }));
await store[Symbol.asyncDispose]();

async function appendTo(chat: string): Promise<void> {
  const known: Pick<Appended, "head"> | undefined = heads.get(chat);
  if (!known) return;
  const appended = await store.append(tenant, known.head, [event, event], { create });
  heads.set(chat, appended);
  acknowledged.set(chat, appended.head_seq);
}

function codeOf(reason: unknown): unknown {
  return isMozaiksError(reason) ? reason.code : String(reason);
}
