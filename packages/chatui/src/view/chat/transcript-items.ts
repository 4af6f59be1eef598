import type { Row, SessionView } from "@mozaiks/contracts/fold";
import type { Selection } from "../../core/annotations.ts";

/**
 * One thing in the transcript. `leads` = it is the first of its agent's group and shows who speaks. A message keeps its
 * key from its first streamed character to its logged row, so it is the same element all the time.
 */
export type TranscriptItem =
  | { readonly kind: "row"; readonly key: string; readonly row: Row; readonly leads: boolean }
  | { readonly kind: "handover"; readonly key: string; readonly selection: Selection; readonly from: string }
  | {
      readonly kind: "streaming";
      readonly key: string;
      readonly messageId: string;
      readonly agent: string;
      readonly leads: boolean;
    };

/** What the items are made of, and how far the making was before each row. */
export interface TranscriptItems {
  readonly items: readonly TranscriptItem[];
  /** Who the last item belongs to: what the same agent says next needs no name. */
  readonly group: string | undefined;
  readonly rows: readonly Row[];
  readonly selections: readonly Selection[];
  readonly marks: readonly Mark[];
}

/** Before a row: items there were, handovers shown, and whose group it was. */
interface Mark {
  readonly items: number;
  readonly handovers: number;
  readonly group: string | undefined;
}

const start: Mark = { items: 0, handovers: 0, group: undefined };

export const noItems: TranscriptItems = { items: [], group: undefined, rows: [], selections: [], marks: [] };

/**
 * The transcript in reading order: rows with the handovers between them. Goes on from `previous` where the rows begin to
 * differ, so that one more row costs the same however many there are.
 */
export function growItems(
  previous: TranscriptItems,
  view: Pick<SessionView, "rows" | "from_seq">,
  selections: readonly Selection[],
): TranscriptItems {
  const { rows } = view;
  if (rows === previous.rows && selections === previous.selections) return previous;
  const from = firstChange(previous, rows, selections);
  const mark = previous.marks[from] ?? start;
  const items = previous.items.slice(0, mark.items);
  const marks = previous.marks.slice(0, from);
  let { group, handovers } = mark;

  const handOver = (beforeSeq: number): void => {
    for (; (selections[handovers]?.seq ?? Infinity) < beforeSeq; handovers += 1) {
      const selection = selections[handovers];
      const before = selections[handovers - 1]?.agent;
      if (!selection || before === undefined || selection.seq <= view.from_seq || !changesSpeaker(selection, before))
        continue;
      items.push({ kind: "handover", key: `handover:${selection.seq}`, selection, from: before });
      group = undefined;
    }
  };
  const asked = callsAsked(rows, from);
  for (const row of rows.slice(from)) {
    marks.push({ items: items.length, handovers, group });
    handOver(row.seq);
    if (row.kind === "tool" && row.tool_kind === "ui" && (asked.has(row.key) || row.status !== "running")) continue;
    const author = authorOf(row);
    items.push({ kind: "row", key: itemKey(row.kind, row.key), row, leads: author !== undefined && author !== group });
    if (!(row.kind === "request" && author === undefined)) group = author;
  }
  marks.push({ items: items.length, handovers, group });
  handOver(Infinity);
  return { items, group, rows, selections, marks };
}

/** The first row from which the items may differ. A new request hides the row of its call, which stands before it. */
function firstChange(previous: TranscriptItems, rows: readonly Row[], selections: readonly Selection[]): number {
  const isSameHistory = previous.selections.every((selection, index) => selection === selections[index]);
  if (!isSameHistory) return 0;
  const most = Math.min(previous.rows.length, rows.length);
  let same = 0;
  while (same < most && previous.rows[same] === rows[same]) same += 1;
  const asked = callsAsked(rows, same);
  if (asked.size === 0) return same;
  const call = rows.findIndex((row) => row.kind === "tool" && asked.has(row.key));
  return call === -1 ? same : Math.min(same, call);
}

function callsAsked(rows: readonly Row[], from: number): ReadonlySet<string> {
  return new Set(rows.slice(from).flatMap((row) => (row.kind === "request" ? [row.request.call_id] : [])));
}

function changesSpeaker({ agent, reason }: Selection, before: string): boolean {
  return before !== agent && reason.kind !== "initial";
}

/** The key of a row's item. A message has it from its first streamed character on. */
export function itemKey(kind: Row["kind"], key: string): string {
  return `${kind}:${key}`;
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

const maxLive = 12;

/**
 * Where the live end begins: what stands there is always mounted and never measured, so that what is going on keeps its
 * elements (a form being filled, a selection, an open card). It begins at the last thing the person said.
 */
export function liveStart(items: readonly TranscriptItem[]): number {
  const least = Math.max(0, items.length - maxLive);
  const said = items.findLastIndex(
    (item) => item.kind === "row" && item.row.kind === "message" && item.row.role === "user",
  );
  return Math.max(said, least);
}
