import type { WorkerFailure } from "./worker-messages.ts";

/** An error as it can be sent from one thread to another. */
export function toFailure(error: unknown): WorkerFailure {
  if (!(error instanceof Error)) return { message: String(error) };
  return "errcode" in error ? { message: error.message, errcode: Number(error.errcode) } : { message: error.message };
}

/** Primary result codes (sqlite.org/rescode.html) that say the statement was wrong, and not the file, the disk or the moment. */
const ofStatement: ReadonlySet<number> = new Set([1, 18, 19, 20, 21, 25]);

/** Whether the store failed, not what it was asked. */
export function isOfStore(error: unknown): boolean {
  const { errcode } = toFailure(error);
  return errcode !== undefined && !ofStatement.has(errcode & 0xff);
}
