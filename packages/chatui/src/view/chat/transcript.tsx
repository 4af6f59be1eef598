import type { Row } from "@mozaiks/contracts/fold";
import ArrowDown from "lucide-react/icons/arrow-down";
import { useEffect, useMemo, useRef, useState, type ReactNode } from "react";
import type { VirtualizerHandle } from "virtua";
import { useMessages } from "../use-messages.ts";
import { useChat, useChatSession } from "./chat-context.ts";
import { useChatDesk } from "./chat-desk.tsx";
import { LiveEnd } from "./live-end.tsx";
import { LoadingChat } from "./loading-chat.tsx";
import {
  growItems,
  itemKey,
  liveStart,
  noItems,
  type TranscriptItem,
  type TranscriptItems,
} from "./transcript-items.ts";
import { useLinkedMessage } from "./use-linked-message.ts";
import { useMessageFocus } from "./use-message-focus.ts";
import { useRowList, type RowList } from "./use-row-list.ts";
import { useTailPin } from "./use-tail-pin.ts";
import { Welcome } from "./welcome.tsx";

const noRows: readonly Row[] = [];
/** Items that are all mounted without being felt. */
const maxMounted = 60;

/** The conversation. Announcements are made elsewhere: a log that spoke every token could not be listened to. */
export function Transcript(): ReactNode {
  const made = useTranscriptItems();
  const hasEarlier = useChat(({ view }) => (view?.from_seq ?? 0) > 0);
  const { list, isComing } = useRowList(hasEarlier || made.items.length > maxMounted);
  return isComing ? <LoadingChat /> : <Conversation made={made} hasEarlier={hasEarlier} list={list} />;
}

interface ConversationProps {
  readonly made: TranscriptItems;
  readonly hasEarlier: boolean;
  readonly list: RowList | undefined;
}

function Conversation({ made, hasEarlier, list }: ConversationProps): ReactNode {
  const session = useChatSession();
  const { chat: words } = useMessages();
  const { scroller, content, isPinned, jumpToEnd, release, settle } = useTailPin();
  const handle = useRef<VirtualizerHandle>(null);
  const { items } = made;
  const listInUse = useListInUse(list, (hasEarlier || items.length > maxMounted) && isPinned);
  const from = listInUse ? liveStart(items) : 0;
  const settled = useMemo(() => items.slice(0, from), [items, from]);
  const total = hasEarlier ? -1 : items.length;
  const focus = useMessageFocus({ items, liveFrom: from, scroller, handle, release });
  const head = useRef<HTMLDivElement>(null);
  useLinkedMessage(items, focus.moveTo);
  useEditedMessage(items, from, focus.moveTo);
  useEffect(
    () =>
      session.store.subscribe((state, before) => {
        if (state.outbox.length > before.outbox.length) jumpToEnd();
      }),
    [session, jumpToEnd],
  );
  return (
    <div className="mz-transcript">
      <div
        className="mz-scroller"
        ref={scroller}
        tabIndex={0}
        role="log"
        aria-live="off"
        aria-label={words.conversation}
        onKeyDown={focus.onKeyDown}
      >
        <div className="mz-column mz-items" ref={content}>
          <div ref={head}>
            {hasEarlier && (
              <button type="button" className="mz-button mz-earlier" onClick={() => session.loadEarlier()}>
                {words.showEarlier}
              </button>
            )}
            <Welcome />
          </div>
          {listInUse && (
            <listInUse.VirtualRows
              items={settled}
              total={total}
              scroller={scroller}
              handle={handle}
              keepMounted={focus.current !== undefined && focus.current < from ? [focus.current] : []}
              head={head}
              onResize={settle}
            />
          )}
          <LiveEnd made={made} from={from} total={total} />
        </div>
      </div>
      {!isPinned && (
        <button type="button" className="mz-button mz-jump" onClick={jumpToEnd}>
          <ArrowDown aria-hidden /> {words.jumpToLatest}
        </button>
      )}
    </div>
  );
}

/** A conversation that grows long while somebody reads in it goes on as it was, until they are back at its end. */
function useListInUse(list: RowList | undefined, isWanted: boolean): RowList | undefined {
  const [inUse, setInUse] = useState<RowList>();
  if (inUse || !list || !isWanted) return inUse;
  setInUse(list);
  return list;
}

/** A message that is to be edited and is out of sight is brought back. */
function useEditedMessage(items: readonly TranscriptItem[], from: number, moveTo: (index: number) => void): void {
  const { editing } = useChatDesk();
  useEffect(() => {
    const index = editing === undefined ? -1 : items.findIndex(({ key }) => key === itemKey("message", editing));
    if (index !== -1 && index < from) moveTo(index);
    // Only what is to be edited moves anything: items that came since do not.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [editing]);
}

/** The items, made further from what they were when rows came. Streamed text makes none. */
function useTranscriptItems(): TranscriptItems {
  const rows = useChat(({ view }) => view?.rows ?? noRows);
  const fromSeq = useChat(({ view }) => view?.from_seq ?? 0);
  const selections = useChat(({ annotations }) => annotations.selections);
  const [made, setMade] = useState(() => growItems(noItems, { rows, from_seq: fromSeq }, selections));
  const grown = growItems(made, { rows, from_seq: fromSeq }, selections);
  if (grown !== made) setMade(grown);
  return grown;
}
