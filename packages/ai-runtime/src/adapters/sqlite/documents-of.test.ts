import { documentStoreContract } from "@mozaiks/testkit";
import { describe } from "vitest";
import { makeTemporaryFolder } from "../../../test/sqlite/temporary-folder.ts";
import { openSqliteEventStore } from "./sqlite-event-store.ts";

describe("the documents in SQLite", () => {
  documentStoreContract(async () => {
    const folder = await makeTemporaryFolder();
    let current = await openSqliteEventStore({ folder: folder.path });
    return {
      documents: current.documents,
      async reopen() {
        await current[Symbol.asyncDispose]();
        current = await openSqliteEventStore({ folder: folder.path });
        return current.documents;
      },
      async [Symbol.asyncDispose]() {
        await current[Symbol.asyncDispose]();
        await folder[Symbol.asyncDispose]();
      },
    };
  });
});
