import type { GalleryState } from "../gallery-state.ts";
import { toRow } from "../data/rows.ts";
import { Column } from "../stage/column.tsx";
import { handMadeSession } from "../stage/hand-made-session.ts";
import { Items } from "../stage/items.tsx";
import { HandoverLine, NextStep } from "../../src/view/rows/small-rows.tsx";

const error = { code: "model.failed", title: "The model does not answer", detail: "Its provider says: overloaded." };
const notice = (level: "info" | "warning" | "error", code: string, detail?: string) =>
  toRow({ kind: "notice", level, code, ...(detail !== undefined && { detail }) });

const notices = [
  notice("info", "model.fallback", "claude → gpt"),
  notice("warning", "guardrail.hit", "A card number was left out."),
  notice("info", "speaker.choose"),
  notice("error", "variable.not-loaded", "customer_tier"),
];
const ends = [
  toRow({ kind: "end", status: "completed" }),
  toRow({ kind: "end", status: "completed", reason: "max_turns" }),
  toRow({ kind: "end", status: "cancelled" }),
];
const stopped = [toRow({ kind: "end", status: "cancelled" })];
const failed = [toRow({ kind: "end", status: "failed", error })];
const failedBare = [toRow({ kind: "end", status: "failed" })];
const artifact = [
  toRow({ kind: "artifact", artifact_id: "a1", title: "Plan of the three days", display: "inline", version: 2 }),
];
const withArtifact = handMadeSession({
  view: {
    artifacts: {
      a1: {
        artifact_id: "a1",
        artifact_type: "plan",
        title: "Plan of the three days",
        display: "inline",
        version: 2,
        state: { monday: "Alfama", tuesday: "Sintra" },
      },
    },
  },
});
const children = (["running", "completed", "failed", "cancelled"] as const).map((status) =>
  toRow({ kind: "child", child_chat_id: "c1", workflow_id: "HotelCheck", status }),
);
const nested = [
  toRow({ kind: "child", child_chat_id: "c2", workflow_id: "x", agents: ["scout", "planner"], status: "running" }),
];
const strange = [{ ...toRow({ kind: "end", status: "completed" }), kind: "hologram" } as never];

/** What stands between messages. */
export const lines: readonly GalleryState[] = [
  { name: "notices", show: () => <Items rows={notices} isLast /> },
  { name: "ends", show: () => <Items rows={ends} /> },
  { name: "stopped just now", show: () => <Items rows={stopped} isLast /> },
  { name: "failed just now", show: () => <Items rows={failed} isLast /> },
  { name: "failed without a word", show: () => <Items rows={failedBare} /> },
  { name: "an artifact", session: withArtifact, show: () => <Items rows={artifact} /> },
  { name: "other workflows", show: () => <Items rows={children} /> },
  { name: "agents among themselves", show: () => <Items rows={nested} /> },
  { name: "a row of a newer runtime", show: () => <Items rows={strange} /> },
  { name: "handed over, and on to the next workflow", show: Ways },
];

function Ways() {
  return (
    <Column>
      <HandoverLine selection={{ seq: 1, agent: "planner", reason: { kind: "auto" } }} from="scout" />
      <HandoverLine selection={{ seq: 2, agent: "scout", reason: { kind: "round_robin" } }} from="planner" />
      <NextStep workflowId="HotelCheck" chatId={undefined} />
    </Column>
  );
}
