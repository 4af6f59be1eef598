import { useLayoutEffect, useRef, useState, type FormEvent, type ReactNode } from "react";
import { toChatProblem } from "../../core/chat-problem.ts";
import { useServices } from "../services.ts";
import { useAllMessages } from "../use-all-messages.ts";

/** Characters that the server takes. */
const maxTitle = 200;

export interface RenameFormProps {
  readonly chatId: string;
  readonly title: string;
  /** Over: with a new title or without. */
  readonly onDone: (isChanged: boolean) => void;
}

/** A new title for a chat: Enter keeps it, Escape leaves the old one. */
export function RenameForm({ chatId, title, onDone }: RenameFormProps): ReactNode {
  const { home: words } = useAllMessages();
  const { api } = useServices();
  const box = useRef<HTMLInputElement>(null);
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  // Before anybody can type: what is typed must not be selected over.
  useLayoutEffect(() => box.current?.select(), []);
  const save = async (event: FormEvent) => {
    event.preventDefault();
    const wanted = box.current?.value.trim() ?? "";
    if (wanted === "" || wanted === title) return onDone(false);
    setBusy(true);
    try {
      await api.renameSession(chatId, wanted);
      onDone(true);
    } catch (thrown) {
      setProblem(toChatProblem(thrown).title);
      setBusy(false);
    }
  };
  return (
    <form
      className="mz-rename"
      onSubmit={(event) => void save(event)}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.preventDefault();
        event.stopPropagation();
        onDone(false);
      }}
    >
      <input
        ref={box}
        className="mz-input"
        aria-label={words.newTitle}
        aria-invalid={problem !== undefined}
        defaultValue={title}
        maxLength={maxTitle}
        readOnly={isBusy}
        autoComplete="off"
      />
      {problem !== undefined && (
        <p className="mz-error" role="alert">
          {problem}
        </p>
      )}
      <div className="mz-actions">
        <button type="submit" className="mz-button mz-primary" disabled={isBusy}>
          {words.save}
        </button>
        <button type="button" className="mz-button" onClick={() => onDone(false)}>
          {words.cancel}
        </button>
      </div>
    </form>
  );
}
