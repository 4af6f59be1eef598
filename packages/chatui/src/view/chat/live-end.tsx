import { Suspense, type ReactNode } from "react";
import { lazyPart } from "../lazy-part.ts";
import { OutgoingMessage } from "../rows/outgoing-message.tsx";
import { useChat } from "./chat-context.ts";
import { TranscriptItemView } from "./transcript-item.tsx";
import { itemKey, type TranscriptItem, type TranscriptItems } from "./transcript-items.ts";
import { WorkingLine } from "./working-line.tsx";

const NextStep = lazyPart(async () => ({ default: (await import("../rows/small-rows.tsx")).NextStep }));

export interface LiveEndProps {
  readonly made: TranscriptItems;
  /** The first item that is shown here. */
  readonly from: number;
  readonly total: number;
}

/** The end of the conversation: what is going on, always mounted. */
export function LiveEnd({ made, from, total }: LiveEndProps): ReactNode {
  const streaming = useStreamingItem(made);
  const outbox = useChat((state) => state.outbox);
  const next = useChat(({ annotations }) => annotations.next);
  const last = made.items.findLastIndex(({ kind }) => kind === "row");
  const recorded = made.items.slice(from);
  const shown = streaming ? [...recorded, streaming] : recorded;
  return (
    <div className="mz-live">
      {shown.map((item, index) => (
        <TranscriptItemView
          key={item.key}
          item={item}
          position={from + index + 1}
          total={total}
          isLast={from + index === last}
        />
      ))}
      {outbox.map((entry) =>
        entry.message.type === "user_message" ? <OutgoingMessage key={entry.client_id} entry={entry} /> : null,
      )}
      {next && (
        <Suspense>
          <NextStep workflowId={next.workflow_id} chatId={next.to_chat_id} />
        </Suspense>
      )}
      <WorkingLine />
    </div>
  );
}

/** The message being streamed, without its text: that is read where it is drawn. */
function useStreamingItem({ group }: TranscriptItems): TranscriptItem | undefined {
  const messageId = useChat(({ view }) =>
    view?.partial && view.partial.text !== "" ? view.partial.message_id : undefined,
  );
  const agent = useChat(({ view }) => view?.partial?.agent ?? "");
  if (messageId === undefined) return undefined;
  return { kind: "streaming", key: itemKey("message", messageId), messageId, agent, leads: agent !== group };
}
