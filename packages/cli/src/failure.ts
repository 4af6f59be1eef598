import { isMozaiksError, type ProblemCode } from "@mozaiks/contracts";

/** A failure of the command line itself, with codes of its own. */
export class CliError extends Error {
  override readonly name = "CliError";
  readonly code: string;
  readonly fix: string | undefined;
  readonly exitCode: 1 | 2;

  constructor(code: string, message: string, options: ErrorOptions & { fix?: string; exitCode?: 1 | 2 } = {}) {
    super(message, options);
    this.code = code;
    this.fix = options.fix;
    this.exitCode = options.exitCode ?? 1;
  }
}

/** What a person reads when a command fails. */
export interface Failure {
  readonly code: string;
  readonly message: string;
  readonly fix?: string;
  readonly exitCode: 1 | 2;
}

/** The only place where an error becomes a line of the command line. */
export function toFailure(thrown: unknown): Failure {
  if (thrown instanceof CliError) {
    const { code, message, fix, exitCode } = thrown;
    return { code, message, exitCode, ...(fix !== undefined && { fix }) };
  }
  const system = systemFailure(thrown);
  if (system) return { ...system, exitCode: 1 };
  if (isMozaiksError(thrown)) {
    const fix = fixes[thrown.code];
    return { code: thrown.code, message: thrown.message, exitCode: 1, ...(fix !== undefined && { fix }) };
  }
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return { code: "internal", message, fix: "run it again with DEBUG=1 and report what it prints", exitCode: 1 };
}

const fixes: Partial<Record<ProblemCode, string>> = {
  "store.in-use": "stop the other mozaiks process, or choose another folder with --data",
  "store.unavailable": "check that the data folder exists, is writable and has space left",
  "workflow.not-found": "GET /api/workflows lists what the server has; mozaiks validate says why one is missing",
  "definition.invalid": "mozaiks validate shows file, line and fix of every mistake",
  "migration.pending": "mozaiks app migrate --dry-run shows what is missing, mozaiks app migrate does it",
  "migration.running": "wait until the other mozaiks process is done, then try again",
  "model.not-configured":
    "set OPENAI_API_KEY or another provider's key, or OPENAI_API_BASE and DEFAULT_MODEL, or MODEL_PROVIDER=rehearsal",
};

/** Errors of the operating system that a person can do something about, also as the cause of another error. */
function systemFailure(thrown: unknown): { code: string; message: string; fix: string } | undefined {
  if (!(thrown instanceof Error)) return undefined;
  const { code, port, path } = thrown as NodeJS.ErrnoException & { port?: number };
  if (code === "EADDRINUSE")
    return {
      code: "port.in-use",
      message: `Port ${port ?? ""} is taken by another program`,
      fix: "choose another one with --port, or 0 for any free port",
    };
  if (code === "EACCES" || code === "EPERM" || code === "EROFS")
    return {
      code: "permission.denied",
      message: port === undefined ? `No permission for ${path ?? "this"}` : `No permission to listen on port ${port}`,
      fix: port === undefined ? "check the owner and mode of the folder, or use --data" : "use a port above 1023",
    };
  return thrown.cause === undefined ? undefined : systemFailure(thrown.cause);
}
