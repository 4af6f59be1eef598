import type { DataEngine } from "../../src/data/data-engine.ts";
import { alterContract } from "./alter-contract.ts";
import { conformanceContract } from "./conformance-contract.ts";
import { feedContract } from "./feed-contract.ts";
import { modelContract } from "./model-contract.ts";
import { transactionContract } from "./transaction-contract.ts";
import { writeContract } from "./write-contract.ts";

/** How an adapter's tests open an engine: empty, its own, with what makes time and limits short. */
export type OpenEngine = (options?: { readonly transactionLimitMs?: number }) => Promise<DataEngine>;

/** All that every engine must do. Each adapter's test calls this once. */
export function dataEngineContract(open: OpenEngine): void {
  writeContract(open);
  transactionContract(open);
  feedContract(open);
  conformanceContract(open);
  modelContract(open);
  alterContract(open);
}
