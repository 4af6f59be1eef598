export { proveApp, type ProofProgress, type ProveOptions } from "./prove/prove-app.ts";
export {
  type CheckName,
  checkNames,
  type MutantResult,
  type ProofReport,
  type Violation,
} from "./prove/proof-report.ts";
