import { MozaiksError } from "@mozaiks/contracts";
import { isOfStore } from "./worker-failure.ts";
import type { WorkerFailure } from "./worker-messages.ts";

/** `store.unavailable` when the file, the disk or the moment is at fault; what is wrong with a statement is a fault of ours. */
export function toStoreError(file: string, { message, errcode }: WorkerFailure): Error {
  const cause = new Error(message);
  if (errcode === undefined || !isOfStore(Object.assign(cause, { errcode }))) return cause;
  return new MozaiksError("store.unavailable", whatFailed(file, message, errcode & 0xff), { cause });
}

function whatFailed(file: string, message: string, code: number): string {
  switch (code) {
    case 5:
      return `Another process is writing to ${file} and does not come to an end`;
    case 13:
      return `The disk that holds ${file} is full. Make room; nothing has to be restarted`;
    case 8:
    case 14:
      return `The database ${file} cannot be opened for writing: ${message}`;
    case 11:
    case 26:
      return `The database ${file} is damaged: ${message}. Restore a backup`;
    default:
      return `The database ${file} failed: ${message}`;
  }
}
