export { openTemporaryEngine } from "./engines/sqlite/temporary-engine.ts";
export { fuzzTenants, type FuzzOptions, type FuzzReport } from "./prove/fuzz-tenants.ts";
export { proveApp, type ProofProgress, type ProveOptions } from "./prove/prove-app.ts";
export {
  type CheckName,
  checkNames,
  type MutantResult,
  type ProofReport,
  type Violation,
} from "./prove/proof-report.ts";
