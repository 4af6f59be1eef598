// Appends to the chats of a folder until it is killed; prints `<chat> <head_seq>` after each acknowledged append.
import { openSqliteEventStore } from "../../src/adapters/sqlite/sqlite-event-store.ts";
import { tenantOf, type NewEvent } from "../../src/ports.ts";

const [folder = "", chats = "8"] = process.argv.slice(2);
const tenant = tenantOf("acme");
const create = { user_id: "ann", workflow_id: "Flow", workflow_version: "v1", title: "Kill me" };
const store = await openSqliteEventStore({ folder });
process.stdout.write("open\n");
await Promise.all(Array.from({ length: Number(chats) }, (_, index) => appendForever(`chat-${index}`)));

async function appendForever(chatId: string): Promise<void> {
  let { head, head_seq } = await store.read(tenant, chatId, { limit: 1 });
  for (;;) {
    const count = 1 + (head_seq % 3);
    const events = Array.from({ length: count }, (_, index) => numbered(chatId, head_seq + index + 1));
    ({ head, head_seq } = await store.append(tenant, head, events, { create }));
    process.stdout.write(`${chatId} ${head_seq}\n`);
  }
}

function numbered(chatId: string, seq: number): NewEvent {
  const detail = `${chatId} ${seq} ${"x".repeat(seq % 500)}`;
  return { type: "notice", timestamp: new Date().toISOString(), event_id: "evt_1", level: "info", code: "n", detail };
}
