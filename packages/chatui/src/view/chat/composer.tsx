import ArrowUp from "lucide-react/icons/arrow-up";
import Paperclip from "lucide-react/icons/paperclip";
import {
  Suspense,
  useId,
  useRef,
  type ChangeEvent,
  type ClipboardEvent,
  type FormEvent,
  type KeyboardEvent,
  type ReactNode,
} from "react";
import { lazyPart } from "../lazy-part.ts";
import { maxMessageLength } from "../../core/outgoing-message.ts";
import { useDraft } from "../use-draft.ts";
import { useMessages } from "../use-messages.ts";
import { useChat, useChatSession } from "./chat-context.ts";
import { useChatDesk } from "./chat-desk.tsx";
import { StopButton } from "./stop-button.tsx";
import { useFittingHeight } from "./use-fitting-height.ts";
import { useSpeakerChoice } from "./use-speaker-choice.ts";

const AttachmentList = lazyPart(async () => ({ default: (await import("./attachment-list.tsx")).AttachmentList }));
const SpeakerPicker = lazyPart(async () => ({ default: (await import("./speaker-picker.tsx")).SpeakerPicker }));

const maxRows = 8;
/** What is longer than this cannot be sent by far, and a browser that lays out megabytes in a box stands still. */
const maxBoxLength = 2 * maxMessageLength;

/** Where a person writes. Enter sends, Shift+Enter makes a line, Escape stops what runs, ↑ edits what was said last. */
export function Composer(): ReactNode {
  const session = useChatSession();
  const { chat: words } = useMessages();
  const { attachments, edit } = useChatDesk();
  const [text, setText, clear] = useDraft(session.chatId, "");
  const isRunning = useChat(({ view }) => view?.status === "running");
  const isStopped = useChat(({ connection }) => connection.phase === "stopped");
  const speaker = useSpeakerChoice();
  const box = useFittingHeight();
  const picker = useRef<HTMLInputElement>(null);
  const id = useId();
  const isTooLong = text.length > maxMessageLength;
  const canSend = text.trim() !== "" && !isTooLong && !isStopped && !attachments.isSending;

  const send = (event?: FormEvent) => {
    event?.preventDefault();
    if (!canSend) return;
    session.send(text.trim(), undefined, speaker.chosen, attachments.uploads);
    clear();
    attachments.clear();
    box.current?.focus();
  };
  const press = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.key === "ArrowUp" && text === "") {
      const said = session.store.getState().view?.rows.findLast((row) => row.kind === "message" && row.role === "user");
      if (!said) return;
      event.preventDefault();
      edit(said.key);
    }
    if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    send();
  };
  const paste = (event: ClipboardEvent) => {
    const files = Array.from(event.clipboardData.files);
    if (files.length === 0) return;
    event.preventDefault();
    attachments.add(files);
  };
  const pick = (event: ChangeEvent<HTMLInputElement>) => {
    attachments.add(Array.from(event.target.files ?? []));
    event.target.value = "";
    box.current?.focus();
  };
  return (
    <>
      {speaker.isAsked && (
        <Suspense>
          <SpeakerPicker
            chosen={speaker.chosen}
            choose={(agent) => {
              speaker.choose(agent);
              box.current?.focus();
            }}
          />
        </Suspense>
      )}
      <form className="mz-composer" onSubmit={send}>
        {attachments.files.length > 0 && (
          <Suspense>
            <AttachmentList />
          </Suspense>
        )}
        <input ref={picker} type="file" multiple hidden aria-hidden tabIndex={-1} onChange={pick} />
        <button
          type="button"
          className="mz-round mz-plain"
          aria-label={words.attach}
          title={words.attach}
          disabled={isStopped}
          onClick={() => picker.current?.click()}
        >
          <Paperclip aria-hidden />
        </button>
        <label className="mz-hidden" htmlFor={`${id}-box`}>
          {words.yourMessage}
        </label>
        <textarea
          maxLength={maxBoxLength}
          id={`${id}-box`}
          ref={box}
          rows={Math.min(maxRows, text.split("\n").length)}
          value={text}
          dir={text === "" ? undefined : "auto"}
          placeholder={words.writeHere}
          enterKeyHint="send"
          disabled={isStopped}
          aria-describedby={id}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={press}
          onPaste={paste}
        />
        <span className="mz-hidden" id={id}>
          {words.keys}
        </span>
        {isTooLong && <span className="mz-error">{words.tooMany(text.length - maxMessageLength)}</span>}
        {isRunning && <StopButton />}
        {(!isRunning || canSend) && (
          <button
            type="submit"
            className="mz-round mz-primary"
            aria-label={words.send}
            title={attachments.isSending ? words.waitsForFiles : words.send}
            disabled={!canSend}
          >
            <ArrowUp aria-hidden />
          </button>
        )}
      </form>
    </>
  );
}
