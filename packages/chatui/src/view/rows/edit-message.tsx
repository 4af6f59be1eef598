import { useEffect, useId, useRef, useState, type FormEvent, type KeyboardEvent, type ReactNode } from "react";
import { useChatDesk } from "../chat/chat-desk.tsx";
import { useMessages } from "../use-messages.ts";
import type { MessageRow } from "./message-row.ts";
import { useFork } from "./use-fork.ts";

/** A message of the person's, to be said in other words: in a copy of the chat, so that nothing is lost. */
export function EditMessage({ row }: { row: MessageRow }): ReactNode {
  const { rows: words } = useMessages();
  const { edit } = useChatDesk();
  const { isPossible, isBusy, problem, sendAnew } = useFork(row);
  const [text, setText] = useState(row.content);
  const box = useRef<HTMLTextAreaElement>(null);
  const id = useId();
  useEffect(() => {
    const element = box.current;
    element?.focus();
    element?.setSelectionRange(element.value.length, element.value.length);
  }, []);
  const canSend = isPossible && !isBusy && text.trim() !== "";
  const send = (event?: FormEvent) => {
    event?.preventDefault();
    if (canSend) void sendAnew(text.trim());
  };
  const press = (event: KeyboardEvent) => {
    if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      edit(undefined);
    }
    if (event.key === "Enter" && !event.shiftKey && !event.nativeEvent.isComposing) {
      event.preventDefault();
      send();
    }
  };
  return (
    <form className="mz-edit" onSubmit={send} onKeyDown={press}>
      <textarea
        ref={box}
        rows={Math.min(8, text.split("\n").length)}
        dir="auto"
        value={text}
        aria-label={words.editMessage}
        aria-describedby={id}
        onChange={(event) => setText(event.target.value)}
      />
      <p className="mz-muted" id={id}>
        {isPossible ? words.editExplained : words.editImpossible}
      </p>
      {problem && (
        <p className="mz-error" role="alert">
          {problem.detail ?? problem.title}
        </p>
      )}
      <div className="mz-actions">
        <button type="submit" className="mz-button mz-primary" disabled={!canSend}>
          {words.sendInCopy}
        </button>
        <button type="button" className="mz-button" onClick={() => edit(undefined)}>
          {words.cancel}
        </button>
      </div>
    </form>
  );
}
