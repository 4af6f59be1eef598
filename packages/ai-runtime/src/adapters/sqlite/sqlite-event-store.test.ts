import { eventStoreContract } from "@mozaiks/testkit";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe } from "vitest";
import { openSqliteEventStore } from "./sqlite-event-store.ts";

describe("the SQLite event store", () => {
  eventStoreContract(async () => {
    const folder = await mkdtemp(join(tmpdir(), "mozaiks-store-"));
    const store = await openSqliteEventStore({ folder });
    let current = store;
    return {
      store,
      async reopen() {
        await current[Symbol.asyncDispose]();
        current = await openSqliteEventStore({ folder });
        return current;
      },
      async [Symbol.asyncDispose]() {
        await current[Symbol.asyncDispose]();
        await rm(folder, { recursive: true });
      },
    };
  });
});
