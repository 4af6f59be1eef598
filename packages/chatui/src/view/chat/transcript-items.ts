import type { PartialMessage, Row, SessionView } from "@mozaiks/contracts/fold";
import type { Annotations, Selection } from "../../core/annotations.ts";
import type { OutboxEntry } from "../../core/outbox.ts";

/**
 * One thing in the transcript. `leads` = it is the first of its agent's group and shows who speaks. A message keeps its
 * key from its first streamed character to its logged row, so it is the same element all the time.
 */
export type TranscriptItem =
  | { readonly kind: "row"; readonly key: string; readonly row: Row; readonly leads: boolean }
  | { readonly kind: "streaming"; readonly key: string; readonly partial: PartialMessage; readonly leads: boolean }
  | { readonly kind: "handover"; readonly key: string; readonly selection: Selection; readonly from: string }
  | { readonly kind: "outgoing"; readonly key: string; readonly entry: OutboxEntry };

/** The transcript in reading order: rows with the handovers between them, the text being streamed, messages on their way. */
export function toTranscriptItems(
  view: SessionView | undefined,
  annotations: Annotations,
  outbox: readonly OutboxEntry[],
): readonly TranscriptItem[] {
  const items: TranscriptItem[] = [];
  const handovers = toHandovers(annotations.selections);
  const asked = new Set(view?.rows.flatMap((row) => (row.kind === "request" ? [row.request.call_id] : [])));
  let group: string | undefined;
  let shown = 0;

  const handOver = (beforeSeq: number): void => {
    for (; (handovers[shown]?.selection.seq ?? Infinity) < beforeSeq; shown += 1) {
      const { selection, from } = handovers[shown] ?? {};
      if (!selection || from === undefined || selection.seq <= (view?.from_seq ?? 0)) continue;
      items.push({ kind: "handover", key: `handover:${selection.seq}`, selection, from });
      group = undefined;
    }
  };
  for (const row of view?.rows ?? []) {
    handOver(row.seq);
    if (row.kind === "tool" && row.tool_kind === "ui" && (asked.has(row.key) || row.status !== "running")) continue;
    const author = authorOf(row);
    items.push({ kind: "row", key: keyOf(row), row, leads: author !== undefined && author !== group });
    if (!(row.kind === "request" && author === undefined)) group = author;
  }
  handOver(Infinity);
  const { partial } = view ?? {};
  if (partial && partial.text !== "") {
    items.push({ kind: "streaming", key: `message:${partial.message_id}`, partial, leads: partial.agent !== group });
  }
  for (const entry of outbox) {
    if (entry.message.type === "user_message") items.push({ kind: "outgoing", key: `out:${entry.client_id}`, entry });
  }
  return items;
}

/** Selections that changed who speaks, with who spoke before. */
function toHandovers(selections: readonly Selection[]): readonly { selection: Selection; from: string }[] {
  return selections.flatMap((selection, index) => {
    const from = selections[index - 1]?.agent;
    const isHandover = from !== undefined && from !== selection.agent && selection.reason.kind !== "initial";
    return isHandover ? [{ selection, from }] : [];
  });
}

function keyOf(row: Row): string {
  return row.kind === "message" && row.role === "agent" ? `message:${row.key}` : `${row.kind}:${row.key}`;
}

/** The agent that a row belongs to. */
export function authorOf(row: Row): string | undefined {
  switch (row.kind) {
    case "message":
      return row.role === "agent" ? (row.agent ?? "") : undefined;
    case "tool":
      return row.agent;
    case "request":
      return row.request.type === "ui_tool_request" ? row.request.agent : undefined;
    default:
      return undefined;
  }
}
