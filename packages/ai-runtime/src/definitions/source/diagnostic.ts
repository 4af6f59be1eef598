/** Every way a definition can be wrong or doubtful. A code never changes meaning. */
export type DiagnosticCode =
  | "agent.none"
  | "agent.unreachable"
  | "code.export-missing"
  | "code.invalid"
  | "code.leaves-folder"
  | "code.python"
  | "default.invalid"
  | "expression.deprecated"
  | "expression.doubtful"
  | "expression.invalid"
  | "feature.not-supported"
  | "file.conflict"
  | "file.empty"
  | "file.leaves-folder"
  | "file.missing"
  | "file.not-text"
  | "file.too-large"
  | "file.unknown"
  | "file.unreadable"
  | "file.wrong-root"
  | "handoff.dead"
  | "handoff.invalid"
  | "key.conflict"
  | "key.missing"
  | "key.unknown"
  | "model.cycle"
  | "model.unused"
  | "mcp.unreachable"
  | "name.duplicate"
  | "name.invalid"
  | "name.unknown"
  | "output.not-strict"
  | "output.type-invalid"
  | "parameters.missing"
  | "prompt.invalid"
  | "regex.invalid"
  | "schema.invalid"
  | "tool.unused"
  | "trust.required"
  | "value.invalid"
  | "variable.cycle"
  | "variable.unused"
  | "workflow.duplicate"
  | "workflow.none"
  | "yaml.syntax"
  | "yaml.too-many-aliases";

/** A place in a file; lines and columns count from 1. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** One thing to know about a definition: an error keeps the workflow from being loaded, a warning does not. */
export interface Diagnostic extends Place {
  readonly severity: "error" | "warning";
  readonly code: DiagnosticCode;
  readonly message: string;
  /** What to do about it. */
  readonly fix: string;
}

/** `path:line:column code message fix` */
export function formatDiagnostic({ file, line, column, code, message, fix }: Diagnostic): string {
  return `${file}:${line}:${column} ${code} ${message} ${fix}`;
}

/** In order of place, so that output is the same however the checks ran. */
export function compareDiagnostics(left: Diagnostic, right: Diagnostic): number {
  return (
    compareText(left.file, right.file) ||
    left.line - right.line ||
    left.column - right.column ||
    compareText(left.code, right.code) ||
    compareText(left.message, right.message)
  );
}

function compareText(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
