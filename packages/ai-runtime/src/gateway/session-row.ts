import { SessionRow } from "@mozaiks/contracts";
import type { SessionRecord } from "../ports/event-store.ts";

/** What a list shows of a session: never its grant. Before anybody said anything its workflow is its title. */
export function toSessionRow(session: SessionRecord): SessionRow {
  return SessionRow.parse({ ...session, title: session.title || session.workflow_id });
}
