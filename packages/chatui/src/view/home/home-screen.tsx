import type { SessionRow } from "@mozaiks/contracts/fold";
import Menu from "lucide-react/icons/menu";
import type { ReactNode } from "react";
import { Mark } from "../parts/mark.tsx";
import type { Loaded } from "../use-loaded.ts";
import { SessionList } from "./session-list.tsx";
import { WorkflowCards, type StartChat } from "./workflow-cards.tsx";

export interface HomeScreenProps {
  readonly sessions: Loaded<readonly SessionRow[]>;
  readonly onStart: StartChat;
  readonly onMenu: () => void;
}

/** The start: what one can talk about, and what was talked about before. */
export function HomeScreen({ sessions, onStart, onMenu }: HomeScreenProps): ReactNode {
  const recent = sessions.value?.slice(0, 5) ?? [];
  return (
    <div className="mz-scroller mz-home">
      <div className="mz-home-column">
        <header>
          <button type="button" className="mz-icon-button mz-menu" aria-label="Open the list of chats" onClick={onMenu}>
            <Menu aria-hidden />
          </button>
          <Mark />
          <h1>What shall we work on?</h1>
          <p className="mz-muted">Choose a workflow. Its agents take it from there, and every word is kept.</p>
        </header>
        <WorkflowCards onStart={onStart} />
        {recent.length > 0 && (
          <section className="mz-recent" aria-label="Recent chats">
            <h2>Recent</h2>
            <SessionList sessions={{ ...sessions, value: recent }} current={undefined} />
          </section>
        )}
      </div>
    </div>
  );
}
