import type { SessionView } from "@mozaiks/contracts/fold";
import Menu from "lucide-react/icons/menu";
import SquarePen from "lucide-react/icons/square-pen";
import { useEffect, type ReactNode } from "react";
import { ArtifactsButton } from "../artifacts/artifacts-button.tsx";
import { useNavigation } from "../navigation.ts";
import { useSurfaceControls } from "../surfaces/surface-controls-context.ts";
import { displayNameOf } from "./agent-names.ts";
import { useChat } from "./chat-context.ts";

/** What is talked about, and how it stands. */
export function ChatHeader({ onMenu }: { onMenu: (() => void) | undefined }): ReactNode {
  const { goTo, onTitle } = useNavigation();
  const controls = useSurfaceControls();
  const title = useChat(({ view }) => view?.workflow?.title ?? view?.workflow?.workflow_id ?? "");
  const standing = useChat(({ view }) => (view ? toStanding(view) : ""));
  const status = useChat(({ view }) => view?.status);
  useEffect(() => {
    if (title === "" || !onTitle) return undefined;
    onTitle(title);
    return () => onTitle(undefined);
  }, [title, onTitle]);
  return (
    <header className="mz-header">
      <button type="button" className="mz-icon-button mz-menu" aria-label="Open the list of chats" onClick={onMenu}>
        <Menu aria-hidden />
      </button>
      <div className="mz-title">
        <h1>{title}</h1>
        <p className="mz-muted" data-status={status}>
          {standing}
        </p>
      </div>
      <ArtifactsButton />
      <button type="button" className="mz-icon-button" aria-label="New chat" title="New chat" onClick={() => goTo({})}>
        <SquarePen aria-hidden />
      </button>
      {controls}
    </header>
  );
}

function toStanding(view: SessionView): string {
  switch (view.status) {
    case "running":
      return view.agent === undefined ? "Working" : `${displayNameOf(view.workflow, view.agent)} is at work`;
    case "paused":
      return view.waiting_for === undefined ? "" : waits[view.waiting_for];
    case "completed":
      return "Finished";
    case "failed":
      return "Failed";
    case "cancelled":
      return "Stopped";
    case "created":
      return "";
  }
}

const waits: Readonly<Record<NonNullable<SessionView["waiting_for"]>, string>> = {
  approval: "Waiting for your approval",
  children: "Waiting for other workflows",
  timer: "Waiting",
  ui_tool: "Waiting for your answer",
  user: "Your turn",
};
