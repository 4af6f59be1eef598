import type { GalleryState } from "../gallery-state.ts";
import { maxMessageLength } from "../../src/core/outgoing-message.ts";
import { ConnectionBanner } from "../../src/view/chat/connection-banner.tsx";
import { toRow } from "../data/rows.ts";
import { workflow } from "../data/workflow.ts";
import { Desk } from "../stage/desk.tsx";
import { handMadeSession } from "../stage/hand-made-session.ts";

const running = handMadeSession({ view: { status: "running", agent: "scout" } });
const stopped = handMadeSession({
  connection: { phase: "stopped", problem: { code: "session.not-found", title: "Session not found" } },
});
const choosing = handMadeSession({
  view: {
    workflow: { ...workflow, person_picks: true },
    rows: [toRow({ kind: "notice", level: "info", code: "speaker.choose" })],
  },
});
const used = handMadeSession({
  view: {
    usage: {
      input_tokens: 9_000,
      output_tokens: 3_345,
      cached_tokens: 0,
      total_tokens: 12_345,
      cost_usd: 0.0421,
    } as never,
  },
});
const away = handMadeSession({ connection: { phase: "reconnecting", attempt: 4, retryAtMs: Date.now() + 3_600_000 } });
const back = handMadeSession({ connection: { phase: "reconnecting", attempt: 1 } });
const files = [
  new File(["a".repeat(48_000)], "floor-plan.pdf"),
  new File(["a"], "slow-video-of-the-garden-that-has-a-very-long-name.mp4"),
  new File(["a"], "huge.zip"),
  new File([], "empty.txt"),
];

/** Where a person writes, and what is said around it. */
export const composers: readonly GalleryState[] = [
  { name: "empty, with suggestions", show: () => <Desk /> },
  { name: "typing", show: () => <Desk text={"Somewhere quiet,\nwith a garden"} /> },
  { name: "too long", show: () => <Desk text={"word ".repeat(maxMessageLength / 5 + 20)} /> },
  { name: "with files", show: () => <Desk text="Look at these" files={files} /> },
  { name: "while an agent answers", session: running, show: () => <Desk /> },
  { name: "choosing who speaks", session: choosing, show: () => <Desk /> },
  { name: "no more connection", session: stopped, show: () => <Desk /> },
  { name: "with what it cost", session: used, show: () => <Desk /> },
  { name: "offline", session: away, show: () => <ConnectionBanner /> },
  { name: "reconnecting", session: back, show: () => <ConnectionBanner /> },
];
