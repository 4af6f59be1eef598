/** What is looked at, one after the other. */
export const checkNames = [
  "records",
  "lists",
  "fields",
  "cursors",
  "references",
  "uniqueness",
  "requests",
  "routes",
  "batch",
  "idempotency",
  "realtime",
  "fuzz",
] as const;
export type CheckName = (typeof checkNames)[number];

/** An answer that is not what the rules say, or a change that they forbid. */
export interface Violation {
  readonly check: CheckName;
  /** `write`: something was changed that must not be; `leak`: data of another organisation; `answer`: anything else. */
  readonly kind: "write" | "leak" | "answer";
  /** `dora (member of org-b)`. */
  readonly actor: string;
  /** `PATCH /api/tasks/0190… {"done":true}`. */
  readonly request: string;
  readonly expected: string;
  readonly actual: string;
}

/** The app with one protection taken away; the same checks must notice. */
export interface MutantResult {
  /** `tasks: the rule for update`, `tasks: the tenant of find`. */
  readonly mutant: string;
  /** Who noticed; null when nobody did. */
  readonly caughtBy: CheckName | null;
  /** The protection stands behind the rule for reading, and was taken away together with it. */
  readonly behindRead: boolean;
  /** Requests until it was noticed. */
  readonly requests: number;
}

/** What was proved, and how to do it again. */
export interface ProofReport {
  readonly app: string;
  readonly seed: number;
  readonly passed: boolean;
  readonly requests: number;
  readonly durationMs: number;
  readonly checks: readonly { readonly check: CheckName; readonly requests: number }[];
  readonly violations: readonly Violation[];
  readonly mutants: readonly MutantResult[];
  /** What could not be looked at, with what would help. */
  readonly gaps: readonly string[];
}
