import type { SessionView } from "@mozaiks/contracts/fold";
import Menu from "lucide-react/icons/menu";
import SquarePen from "lucide-react/icons/square-pen";
import { useEffect, type ReactNode } from "react";
import { ArtifactsButton } from "../artifacts/artifacts-button.tsx";
import { useNavigation } from "../navigation.ts";
import type { Messages } from "../../locales/messages.ts";
import { useSurfaceControls } from "../surfaces/surface-controls-context.ts";
import { useMessages } from "../use-messages.ts";
import { displayNameOf } from "./agent-names.ts";
import { useChat } from "./chat-context.ts";

/** What is talked about, and how it stands. */
export function ChatHeader({ onMenu }: { onMenu: () => void }): ReactNode {
  const { goTo, onTitle } = useNavigation();
  const controls = useSurfaceControls();
  const { chat: words } = useMessages();
  const title = useChat(({ view }) => view?.workflow?.title ?? view?.workflow?.workflow_id ?? "");
  const standing = useChat(({ view }) => (view ? toStanding(view, words) : ""));
  const status = useChat(({ view }) => view?.status);
  useEffect(() => {
    if (title === "" || !onTitle) return undefined;
    onTitle(title);
    return () => onTitle(undefined);
  }, [title, onTitle]);
  return (
    <header className="mz-header">
      <button type="button" className="mz-icon-button mz-menu" aria-label={words.openList} onClick={onMenu}>
        <Menu aria-hidden />
      </button>
      <div className="mz-title">
        <h1>{title === "" ? <span className="mz-hidden">{words.loading}</span> : title}</h1>
        <p className="mz-muted" data-status={status}>
          {standing}
        </p>
      </div>
      <ArtifactsButton />
      <button
        type="button"
        className="mz-icon-button"
        aria-label={words.newChat}
        title={words.newChat}
        onClick={() => goTo({})}
      >
        <SquarePen aria-hidden />
      </button>
      {controls}
    </header>
  );
}

function toStanding(view: SessionView, words: Messages["chat"]): string {
  switch (view.status) {
    case "running":
      return view.agent === undefined ? words.atWork : words.isAtWork(displayNameOf(view.workflow, view.agent));
    case "paused":
      return view.waiting_for === undefined ? "" : words.waits[view.waiting_for];
    case "completed":
      return words.standings.completed;
    case "failed":
      return words.standings.failed;
    case "cancelled":
      return words.standings.cancelled;
    case "created":
      return "";
  }
}
