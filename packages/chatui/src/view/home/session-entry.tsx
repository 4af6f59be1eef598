import type { SessionRow } from "@mozaiks/contracts/fold";
import Pencil from "lucide-react/icons/pencil";
import { useEffect, useMemo, useRef, useState, type MouseEvent, type ReactNode } from "react";
import { humanName } from "../../core/human-name.ts";
import { toPlainText } from "../markdown/plain-text.ts";
import { useNavigation } from "../navigation.ts";
import { formatAgo } from "../parts/format.ts";
import { useAllMessages } from "../use-all-messages.ts";
import { DeleteButton } from "./delete-button.tsx";
import { RenameForm } from "./rename-form.tsx";

export interface SessionEntryProps {
  readonly session: SessionRow;
  readonly isCurrent: boolean;
  readonly now: number;
  readonly onOpen: (() => void) | undefined;
  readonly onChanged: () => void;
}

/** One earlier chat. */
export function SessionEntry({ session, isCurrent, now, onOpen, onChanged }: SessionEntryProps): ReactNode {
  const { home: words, locale, chat } = useAllMessages();
  const { marks } = chat;
  const { goTo, addressOf } = useNavigation();
  const [isRenaming, setRenaming] = useState(false);
  const renameButton = useRef<HTMLButtonElement>(null);
  const wasRenaming = useRef(false);
  useEffect(() => {
    if (wasRenaming.current && !isRenaming) renameButton.current?.focus();
    wasRenaming.current = isRenaming;
  }, [isRenaming]);
  const preview = useMemo(() => toPlainText(session.preview, marks), [session.preview, marks]);
  const title = session.title || humanName(session.workflow_id);
  const place = { chat: session.chat_id, workflow: session.workflow_id };
  const statuses: Partial<Record<SessionRow["status"], string>> = { failed: words.failed, running: words.running };
  const open = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    goTo(place);
    onOpen?.();
  };
  const finish = (isChanged: boolean) => {
    setRenaming(false);
    if (isChanged) onChanged();
  };
  if (isRenaming) {
    return (
      <li className="mz-session">
        <RenameForm chatId={session.chat_id} title={title} onDone={finish} />
      </li>
    );
  }
  return (
    <li className="mz-session" data-status={session.status}>
      <a href={addressOf?.(place) ?? "#"} aria-current={isCurrent ? "page" : undefined} onClick={open}>
        <span className="mz-session-title">{title}</span>
        <span className="mz-session-facts mz-muted">
          <span className="mz-session-when">
            {statuses[session.status] ?? formatAgo(session.updated_at, now, locale)}
          </span>
          {preview !== "" && <span className="mz-session-preview">{preview}</span>}
        </span>
      </a>
      <div className="mz-session-actions">
        <button
          ref={renameButton}
          type="button"
          className="mz-icon-button mz-small"
          aria-label={words.renameChat(title)}
          title={words.rename}
          onClick={() => setRenaming(true)}
        >
          <Pencil aria-hidden />
        </button>
        <DeleteButton session={session} title={title} isCurrent={isCurrent} onDeleted={onChanged} />
      </div>
    </li>
  );
}
