import Menu from "lucide-react/icons/menu";
import type { ReactNode } from "react";
import { BrandPicture } from "../parts/brand-mark.tsx";
import { useSurfaceControls } from "../surfaces/surface-controls-context.ts";
import { useAllMessages } from "../use-all-messages.ts";
import type { LoadedSessions } from "./use-session-list.ts";
import { SessionList } from "./session-list.tsx";
import { WorkflowCards, type StartChat } from "./workflow-cards.tsx";

export interface HomeScreenProps {
  readonly sessions: LoadedSessions;
  readonly hiddenWorkflow: string | undefined;
  readonly onStart: StartChat;
  readonly onMenu: () => void;
}

/** The start: what one can talk about, and what was talked about before. */
export function HomeScreen({ sessions, hiddenWorkflow, onStart, onMenu }: HomeScreenProps): ReactNode {
  const { home: words } = useAllMessages();
  const controls = useSurfaceControls();
  const recent = sessions.value?.slice(0, 5) ?? [];
  const menu = (
    <button type="button" className="mz-icon-button mz-menu" aria-label={words.openMenu} onClick={onMenu}>
      <Menu aria-hidden />
    </button>
  );
  return (
    <div className="mz-scroller mz-home">
      {controls !== undefined && (
        <div className="mz-header mz-home-bar">
          {menu}
          <div className="mz-title" />
          {controls}
        </div>
      )}
      <div className="mz-home-column">
        <header>
          {controls === undefined && menu}
          <BrandPicture />
          <h1>{words.heading}</h1>
          <p className="mz-muted">{words.intro}</p>
        </header>
        <WorkflowCards hiddenWorkflow={hiddenWorkflow} onStart={onStart} />
        {recent.length > 0 && (
          <section className="mz-recent" aria-label={words.recent}>
            <h2>{words.recent}</h2>
            <SessionList sessions={{ ...sessions, value: recent }} current={undefined} />
          </section>
        )}
      </div>
    </div>
  );
}
