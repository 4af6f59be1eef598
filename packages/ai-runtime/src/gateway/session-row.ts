import { SessionRow } from "@mozaiks/contracts";
import type { SessionRecord } from "../ports/event-store.ts";

/** What a list shows of a session: never its grant. */
export function toSessionRow(session: SessionRecord): SessionRow {
  return SessionRow.parse(session);
}
