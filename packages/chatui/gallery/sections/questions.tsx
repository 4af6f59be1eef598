import type { GalleryState } from "../gallery-state.ts";
import { asked } from "../data/rows.ts";
import { handMadeSession } from "../stage/hand-made-session.ts";
import { Items } from "../stage/items.tsx";

const soon = new Date(Date.now() + 3 * 3_600_000).toISOString();
const confirm = { title: "Hold a room?", message: "At **Casa do Rio**, until tomorrow.", confirm_label: "Hold it" };
const form = {
  title: "About the trip",
  description: "So that the days fit.",
  fields: [
    { name: "from", label: "From", type: "date", required: true },
    { name: "pace", label: "Pace", options: ["slow", "even", "full"], default: "even" },
    { name: "people", label: "People", type: "integer", default: 2 },
    { name: "hills", label: "Hills are fine", type: "boolean" },
    { name: "wishes", label: "Wishes", type: "array", items: { type: "string" }, default: ["a garden"] },
    { name: "note", label: "Anything else", type: "textarea", placeholder: "Allergies, friends in town" },
  ],
};

const open = [asked("core.confirm", confirm, { expires_at: soon })];
const answeredOne = [asked("core.confirm", confirm, { status: "answered", response: { confirmed: true } })];
const ends = (["timeout", "cancelled", "dismissed", "error"] as const).map((status) =>
  asked("core.confirm", confirm, { status }),
);
const filled = [asked("core.form", form)];
const answeredForm = [
  asked("core.form", form, {
    status: "answered",
    response: { from: "2026-05-01", pace: "slow", people: 2, hills: false, wishes: ["a garden", "fish"] },
  }),
];
const shown = [
  asked("core.markdown", { content: "The museum is **closed** on Mondays." }, { awaiting_response: false }),
];
const unknown = [asked("SeatMap", { title: "Choose your seat", seats: ["12A", "12B"] })];
const refusedRow = asked("core.confirm", confirm);
const refused = handMadeSession({ outbox: [toEntry("failed")] });
const sending = handMadeSession({ outbox: [toEntry("queued")], connection: { phase: "reconnecting", attempt: 2 } });

function toEntry(state: "failed" | "queued") {
  const call_id = refusedRow.kind === "request" ? refusedRow.request.call_id : "";
  return {
    client_id: `answer_${state}`,
    message: { type: "ui_tool_response", call_id, response: { confirmed: true } },
    created_at_ms: Date.now(),
    state,
    ...(state === "failed" && { problem: { code: "response.invalid", title: "The answer does not fit" } }),
  } as const;
}

/** Questions of agents with components. */
export const questions: readonly GalleryState[] = [
  { name: "open, for a while", show: () => <Items rows={open} /> },
  { name: "answered", show: () => <Items rows={answeredOne} /> },
  { name: "every other end", show: () => <Items rows={ends} /> },
  { name: "an answer on its way", session: sending, show: () => <Items rows={[refusedRow]} /> },
  { name: "an answer that was refused", session: refused, show: () => <Items rows={[refusedRow]} /> },
  { name: "a form", show: () => <Items rows={filled} /> },
  { name: "an answered form", show: () => <Items rows={answeredForm} /> },
  { name: "something to read", show: () => <Items rows={shown} /> },
  { name: "a component that is not there", show: () => <Items rows={unknown} /> },
];
