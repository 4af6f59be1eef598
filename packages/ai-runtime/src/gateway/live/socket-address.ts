import { idPattern, MozaiksError } from "@mozaiks/contracts";
import type { StartingPoint } from "./session-stream-views.ts";

/** What the path form of a socket's address claims; it must be what the token says. */
export interface NamedSession {
  readonly workflow_id: string;
  readonly app_id: string;
  readonly chat_id: string;
  readonly user_id: string;
}

export interface SocketAddress {
  readonly query: URLSearchParams;
  /** Of the path form only. */
  readonly named?: NamedSession;
}

const maxTail = 1000;

/**
 * Reads the target of an upgrade request: `/ws/chat` or `/ws/{workflow}/{app_id}/{chat_id}/{user_id}`.
 * @throws MozaiksError `route.not-found`; `request.invalid` when an id in the path is none.
 */
export function parseSocketAddress(target: string): SocketAddress {
  const url = URL.canParse(target, "http://socket") ? new URL(target, "http://socket") : undefined;
  const [ws, ...rest] = url?.pathname.split("/").slice(1) ?? [];
  if (!url || ws !== "ws") throw new MozaiksError("route.not-found");
  if (rest.length === 1 && rest[0] === "chat") return { query: url.searchParams };
  const [workflow_id, app_id, chat_id, user_id, ...more] = rest.map(idOf);
  if (!workflow_id || !app_id || !chat_id || !user_id || more.length > 0) throw new MozaiksError("route.not-found");
  return { query: url.searchParams, named: { workflow_id, app_id, chat_id, user_id } };
}

/**
 * Reads where a reader begins: `after_seq` or `tail`; `lastEventId`, what an event stream reconnects with, wins.
 * @throws MozaiksError `request.invalid`.
 */
export function parseStartingPoint(query: URLSearchParams, lastEventId?: string | null): StartingPoint {
  const after = lastEventId || query.get("after_seq");
  const tail = query.get("tail");
  if (after !== null && tail !== null && !lastEventId)
    throw new MozaiksError("request.invalid", "after_seq and tail exclude each other");
  if (after !== null) return { afterSeq: countOf("after_seq", after, Number.MAX_SAFE_INTEGER) };
  return tail === null ? {} : { tail: countOf("tail", tail, maxTail) };
}

function countOf(name: string, text: string, most: number): number {
  const count = /^\d{1,16}$/.test(text) ? Number(text) : Number.NaN;
  if (count <= most) return count;
  throw new MozaiksError("request.invalid", `${name} must be a whole number from 0 to ${most}`);
}

function idOf(segment: string): string {
  try {
    const id = decodeURIComponent(segment);
    if (idPattern.test(id)) return id;
  } catch (cause) {
    throw new MozaiksError("request.invalid", "The path is not valid", { cause });
  }
  throw new MozaiksError("request.invalid", `${JSON.stringify(segment)} in the path is not a valid id`);
}
