import { eventStoreContract } from "@mozaiks/testkit";
import { describe } from "vitest";
import { makeTemporaryFolder } from "../../../test/sqlite/temporary-folder.ts";
import { openSqliteEventStore } from "./sqlite-event-store.ts";

describe("the SQLite event store", () => {
  eventStoreContract(async () => {
    const folder = await makeTemporaryFolder();
    const store = await openSqliteEventStore({ folder: folder.path });
    let current = store;
    return {
      store,
      async reopen() {
        await current[Symbol.asyncDispose]();
        current = await openSqliteEventStore({ folder: folder.path });
        return current;
      },
      async [Symbol.asyncDispose]() {
        await current[Symbol.asyncDispose]();
        await folder[Symbol.asyncDispose]();
      },
    };
  });
});
