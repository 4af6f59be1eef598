import ArrowUp from "lucide-react/icons/arrow-up";
import Square from "lucide-react/icons/square";
import { useEffect, useId, useRef, type FormEvent, type KeyboardEvent, type ReactNode } from "react";
import { maxMessageLength } from "../../core/outgoing-message.ts";
import { useDraft } from "../use-draft.ts";
import { useChat, useChatSession } from "./chat-context.ts";
import { SpeakerPicker, useSpeakerChoice } from "./speaker-picker.tsx";

const maxRows = 8;

/** Where a person writes. Enter sends, Shift+Enter makes a line, Escape stops what runs. */
export function Composer(): ReactNode {
  const session = useChatSession();
  const [text, setText, clear] = useDraft(session.chatId, "");
  const isRunning = useChat(({ view }) => view?.status === "running");
  const isStopped = useChat(({ connection }) => connection.phase === "stopped");
  const speaker = useSpeakerChoice();
  const box = useRef<HTMLTextAreaElement>(null);
  const hintId = useId();
  const isTooLong = text.length > maxMessageLength;
  const canSend = text.trim() !== "" && !isTooLong && !isStopped;

  const send = (event?: FormEvent) => {
    event?.preventDefault();
    if (!canSend) return;
    session.send(text.trim(), undefined, speaker.chosen);
    clear();
    box.current?.focus();
  };
  const press = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    send();
  };
  return (
    <>
      <SpeakerPicker
        {...speaker}
        choose={(agent) => {
          speaker.choose(agent);
          box.current?.focus();
        }}
      />
      <form className="mz-composer" onSubmit={send}>
        <label className="mz-hidden" htmlFor={`${hintId}-box`}>
          Your message
        </label>
        <textarea
          id={`${hintId}-box`}
          ref={box}
          rows={Math.min(maxRows, text.split("\n").length)}
          value={text}
          placeholder="Write a message…"
          enterKeyHint="send"
          disabled={isStopped}
          aria-describedby={hintId}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={press}
        />
        <span className="mz-hidden" id={hintId}>
          Enter sends, Shift and Enter starts a new line, Escape stops the answer
        </span>
        {isTooLong && <span className="mz-error">{(text.length - maxMessageLength).toLocaleString()} too many</span>}
        {isRunning && <StopButton />}
        {(!isRunning || canSend) && (
          <button type="submit" className="mz-round mz-primary" aria-label="Send" title="Send" disabled={!canSend}>
            <ArrowUp aria-hidden />
          </button>
        )}
      </form>
    </>
  );
}

function StopButton(): ReactNode {
  const session = useChatSession();
  const isOnline = useChat(({ connection }) => connection.phase === "online");
  useEffect(() => {
    const press = (event: globalThis.KeyboardEvent) => {
      if (event.key === "Escape" && !event.defaultPrevented && !document.querySelector("dialog[open]"))
        session.cancel();
    };
    globalThis.addEventListener("keydown", press);
    return () => globalThis.removeEventListener("keydown", press);
  }, [session]);
  return (
    <button
      type="button"
      className="mz-round"
      aria-label="Stop"
      title="Stop (Esc)"
      disabled={!isOnline}
      onClick={() => session.cancel()}
    >
      <Square aria-hidden />
    </button>
  );
}
