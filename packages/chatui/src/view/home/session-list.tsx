import { useState, type ReactNode } from "react";
import { useAllMessages } from "../use-all-messages.ts";
import { SessionEntry } from "./session-entry.tsx";
import type { LoadedSessions } from "./use-session-list.ts";

export interface SessionListProps {
  readonly sessions: LoadedSessions;
  /** The chat that is open. */
  readonly current: string | undefined;
  readonly onOpen?: () => void;
}

/** Earlier chats, newest first: go on with one, rename or delete it. */
export function SessionList({ sessions, current, onOpen }: SessionListProps): ReactNode {
  const { home: words } = useAllMessages();
  const [now] = useState(() => Date.now());
  if (!sessions.value) {
    if (!sessions.problem) return <ListSkeletons />;
    return (
      <p className="mz-muted">
        {sessions.problem.title}{" "}
        <button type="button" className="mz-link" onClick={sessions.reload}>
          {words.tryAgain}
        </button>
      </p>
    );
  }
  if (sessions.value.length === 0) return <p className="mz-muted mz-none">{words.noChats}</p>;
  return (
    <>
      <ul className="mz-sessions">
        {sessions.value.map((session) => (
          <SessionEntry
            key={session.chat_id}
            session={session}
            isCurrent={session.chat_id === current}
            now={now}
            onOpen={onOpen}
            onChanged={sessions.reload}
          />
        ))}
      </ul>
      {sessions.loadMore && (
        <button type="button" className="mz-link mz-more" disabled={sessions.isLoading} onClick={sessions.loadMore}>
          {words.more}
        </button>
      )}
    </>
  );
}

function ListSkeletons(): ReactNode {
  const { home: words } = useAllMessages();
  return (
    <div className="mz-skeletons mz-list-skeletons" role="status" aria-label={words.loadingChats}>
      <i />
      <i />
      <i />
    </div>
  );
}
