import { useEffect, useId, useRef, useState, type FormEvent, type KeyboardEvent, type ReactNode } from "react";
import { useMessages } from "../use-messages.ts";

export interface FeedbackCommentProps {
  readonly onSend: (comment: string) => void;
  readonly onClose: () => void;
}

/** Why an answer was rated as it was, in the person's words. The rating itself is sent already. */
export function FeedbackComment({ onSend, onClose }: FeedbackCommentProps): ReactNode {
  const { rows: words } = useMessages();
  const [comment, setComment] = useState("");
  const id = useId();
  const box = useRef<HTMLInputElement>(null);
  useEffect(() => box.current?.focus(), []);
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (comment.trim() !== "") onSend(comment.trim());
  };
  const press = (event: KeyboardEvent) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    onClose();
  };
  return (
    <form className="mz-feedback" onSubmit={send} onKeyDown={press}>
      <label className="mz-label" htmlFor={id}>
        {words.feedbackQuestion}
      </label>
      <input
        id={id}
        type="text"
        dir="auto"
        maxLength={2_000}
        value={comment}
        ref={box}
        onChange={(event) => setComment(event.target.value)}
      />
      <div className="mz-actions">
        <button type="submit" className="mz-button mz-primary" disabled={comment.trim() === ""}>
          {words.send}
        </button>
        <button type="button" className="mz-button" onClick={onClose}>
          {words.noComment}
        </button>
      </div>
    </form>
  );
}
