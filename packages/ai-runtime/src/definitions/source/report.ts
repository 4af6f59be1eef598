import { compareDiagnostics, type Diagnostic, type DiagnosticCode, type Place } from "./diagnostic.ts";

/** Collects what is wrong while a definition is read, so that one run shows everything. */
export interface Report {
  error(place: Place, code: DiagnosticCode, message: string, fix: string): void;
  warning(place: Place, code: DiagnosticCode, message: string, fix: string): void;
  hasErrors(): boolean;
  /** Sorted by place. */
  diagnostics(): readonly Diagnostic[];
}

export function createReport(): Report {
  const found: Diagnostic[] = [];
  const add =
    (severity: Diagnostic["severity"]) =>
    (place: Place, code: DiagnosticCode, message: string, fix: string): void => {
      found.push({ severity, code, message, fix, file: place.file, line: place.line, column: place.column });
    };
  return {
    error: add("error"),
    warning: add("warning"),
    hasErrors: () => found.some(({ severity }) => severity === "error"),
    diagnostics: () => found.toSorted(compareDiagnostics),
  };
}
