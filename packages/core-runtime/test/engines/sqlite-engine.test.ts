import { describe } from "vitest";
import { openSqliteEngine } from "../../src/engines/sqlite/sqlite-engine.ts";
import { dataEngineContract } from "./data-engine-contract.ts";
import { sqliteFile } from "./sqlite-file.ts";

describe("the SQLite engine", () => {
  dataEngineContract((options) => openSqliteEngine({ file: sqliteFile(), durability: "normal", ...options }));
});
