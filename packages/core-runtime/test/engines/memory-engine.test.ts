import { describe } from "vitest";
import { createMemoryEngine } from "../../src/engines/memory/memory-engine.ts";
import { dataEngineContract } from "./data-engine-contract.ts";

describe("the memory engine", () => {
  dataEngineContract(async (options) => createMemoryEngine(options));
});
