import type { SessionRow } from "@mozaiks/contracts/fold";
import Trash2 from "lucide-react/icons/trash-2";
import { useMemo, useState, type MouseEvent, type ReactNode } from "react";
import { toChatProblem } from "../../core/chat-problem.ts";
import { useNavigation } from "../navigation.ts";
import { toPlainText } from "../markdown/plain-text.ts";
import { formatAgo } from "../parts/format.ts";
import { humanName } from "../../core/human-name.ts";
import { useServices } from "../services.ts";
import type { Loaded } from "../use-loaded.ts";

export interface SessionListProps {
  readonly sessions: Loaded<readonly SessionRow[]>;
  /** The chat that is open. */
  readonly current: string | undefined;
  readonly onOpen?: () => void;
}

/** Earlier chats, newest first: go on with one, or delete it. */
export function SessionList({ sessions, current, onOpen }: SessionListProps): ReactNode {
  if (!sessions.value) {
    if (!sessions.problem) return <div className="mz-skeletons" role="status" aria-label="Loading earlier chats" />;
    return (
      <p className="mz-muted">
        {sessions.problem.title}{" "}
        <button type="button" className="mz-link" onClick={sessions.reload}>
          Try again
        </button>
      </p>
    );
  }
  if (sessions.value.length === 0) return <p className="mz-muted mz-none">Your chats will be listed here.</p>;
  return (
    <ul className="mz-sessions">
      {sessions.value.map((session) => (
        <Entry
          key={session.chat_id}
          session={session}
          isCurrent={session.chat_id === current}
          onOpen={onOpen}
          onDeleted={sessions.reload}
        />
      ))}
    </ul>
  );
}

interface EntryProps {
  readonly session: SessionRow;
  readonly isCurrent: boolean;
  readonly onOpen: (() => void) | undefined;
  readonly onDeleted: () => void;
}

function Entry({ session, isCurrent, onOpen, onDeleted }: EntryProps): ReactNode {
  const title = session.title || humanName(session.workflow_id);
  const preview = useMemo(() => toPlainText(session.preview), [session.preview]);
  const { goTo, addressOf } = useNavigation();
  const [now] = useState(() => Date.now());
  const place = { chat: session.chat_id, workflow: session.workflow_id };
  const open = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    goTo(place);
    onOpen?.();
  };
  return (
    <li className="mz-session" data-status={session.status}>
      <a href={addressOf?.(place) ?? "#"} aria-current={isCurrent ? "page" : undefined} onClick={open}>
        <span className="mz-session-title">{title}</span>
        <span className="mz-session-facts mz-muted">
          <span className="mz-session-when">{statuses[session.status] ?? formatAgo(session.updated_at, now)}</span>
          {preview !== "" && <span className="mz-session-preview">{preview}</span>}
        </span>
      </a>
      <DeleteButton session={session} title={title} isCurrent={isCurrent} onDeleted={onDeleted} />
    </li>
  );
}

const statuses: Partial<Record<SessionRow["status"], string>> = { failed: "failed", running: "at work" };

/** Deletes at the second press, so that a slip costs nothing. */
function DeleteButton(props: {
  session: SessionRow;
  title: string;
  isCurrent: boolean;
  onDeleted: () => void;
}): ReactNode {
  const { session, title, isCurrent, onDeleted } = props;
  const { api } = useServices();
  const { goTo } = useNavigation();
  const [isArmed, setArmed] = useState(false);
  const [problem, setProblem] = useState<string>();
  const press = async () => {
    if (!isArmed) return setArmed(true);
    try {
      await api.deleteSession(session.chat_id);
      if (isCurrent) goTo({}, true);
      onDeleted();
    } catch (thrown) {
      setProblem(toChatProblem(thrown).title);
    }
  };
  const label = isArmed ? `Really delete ${title}` : `Delete ${title}`;
  return (
    <button
      type="button"
      className="mz-icon-button mz-small mz-delete"
      data-armed={isArmed || undefined}
      aria-label={problem ?? label}
      title={problem ?? (isArmed ? "Press again to delete" : "Delete")}
      onClick={() => void press()}
      onBlur={() => setArmed(false)}
    >
      {isArmed ? "Delete" : <Trash2 aria-hidden />}
    </button>
  );
}
