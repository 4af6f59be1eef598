import type { GalleryState } from "../gallery-state.ts";
import { answered, said } from "../data/rows.ts";
import { handMadeSession } from "../stage/hand-made-session.ts";
import { Column } from "../stage/column.tsx";
import { Items } from "../stage/items.tsx";
import { StreamingItem } from "../stage/streaming-item.tsx";
import { OutgoingMessage } from "../../src/view/rows/outgoing-message.tsx";
import { WorkingLine } from "../../src/view/chat/working-line.tsx";
import { longAnswer } from "../data/long-answer.ts";
import { outgoing } from "../data/outgoing.ts";

const attachments = [{ upload_id: "u1", name: "floor-plan.pdf" }, { upload_id: "u2" }] as never;
const thinking = handMadeSession({ view: { status: "running", agent: "scout" } });
const coming = handMadeSession({
  view: {
    status: "running",
    agent: "scout",
    partial_calls: {
      c1: { agent: "scout", name: "search_hotels", epoch: 1, text: '{"city":"Lisbon","nights":3,"near":"riv' },
    },
  },
});
const streaming = handMadeSession({
  view: {
    status: "running",
    agent: "scout",
    partial: {
      message_id: "m9",
      agent: "scout",
      epoch: 1,
      text: "There are **two** that I like.\n\n- Casa do Rio, with a gar",
    },
  },
});

const short = [said("Three days in Lisbon, somewhere quiet"), answered("Gladly. Do you mind hills?")];
const long = [answered(longAnswer)];
const values = [
  answered("{}", {
    structured_output: { city: "Lisbon", nights: 3, quiet: true, tags: ["river", "garden"], remark: null, rooms: [] },
  }),
];
const cut = [answered("The first of the twelve reasons is", { finish_reason: "length" })];
const rated = [answered("Take the train along the coast.", { feedback: { rating: "up" } })];
const attached = [toAttached()];
const rightToLeft = [said("ثلاثة أيام في لشبونة"), answered("بكل سرور. هل تزعجك التلال؟")];

function toAttached() {
  return { ...said("Here is the plan of the house."), attachments };
}

/** What is said, in every state it can be in. */
export const messages: readonly GalleryState[] = [
  { name: "a question and its answer", show: () => <Items rows={short} isLast /> },
  { name: "everything that can stand in an answer", show: () => <Items rows={long} /> },
  { name: "a structured answer", show: () => <Items rows={values} /> },
  { name: "cut off", show: () => <Items rows={cut} /> },
  { name: "rated", show: () => <Items rows={rated} /> },
  { name: "with attachments", show: () => <Items rows={attached} /> },
  { name: "in a script from right to left", show: () => <Items rows={rightToLeft} /> },
  { name: "thinking", session: thinking, show: Working },
  { name: "streaming", session: streaming, show: () => <StreamingItem messageId="m9" /> },
  { name: "a call that is being written", session: coming, show: Working },
  ...outgoing.map(({ name, entry, session }) => ({
    name,
    session,
    show: () => (
      <Column>
        <OutgoingMessage entry={entry} />
      </Column>
    ),
  })),
];

function Working() {
  return (
    <Column>
      <WorkingLine />
    </Column>
  );
}
