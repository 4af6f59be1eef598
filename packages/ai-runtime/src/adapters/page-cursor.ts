import { MozaiksError } from "@mozaiks/contracts";

/** Where a page of sessions ended: the place of its last row in the order (created_at, chat_id). */
export interface PageEnd {
  readonly created_at: string;
  readonly chat_id: string;
}

/** Opaque to clients: base64url. */
export function toCursor({ created_at, chat_id }: PageEnd): string {
  return Buffer.from(JSON.stringify([created_at, chat_id])).toString("base64url");
}

/** @throws MozaiksError `request.invalid` when it is not what {@link toCursor} made. */
export function parseCursor(cursor: string): PageEnd {
  const parts = decode(cursor);
  if (Array.isArray(parts) && typeof parts[0] === "string" && typeof parts[1] === "string") {
    return { created_at: parts[0], chat_id: parts[1] };
  }
  throw new MozaiksError("request.invalid", "cursor is not one that a page returned");
}

function decode(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, "base64url").toString("utf8"));
  } catch (cause) {
    throw new MozaiksError("request.invalid", "cursor is not one that a page returned", { cause });
  }
}
