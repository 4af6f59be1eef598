import { useCallback, useEffect, useState, type ReactNode } from "react";
import { toChatProblem, type ChatProblem } from "../../core/chat-problem.ts";
import { ArtifactStage } from "../artifacts/artifact-stage.tsx";
import { ChatHeader } from "../chat/chat-header.tsx";
import { ChatScreen } from "../chat/chat-screen.tsx";
import { useNavigation, usePlace } from "../navigation.ts";
import { NoticeCard } from "../parts/notice-card.tsx";
import { useServices } from "../services.ts";
import { useAllMessages } from "../use-all-messages.ts";
import { HomeScreen } from "./home-screen.tsx";
import { Sidebar } from "./sidebar.tsx";
import { useSessionList } from "./use-session-list.ts";

export interface WorkspaceProps {
  /** A workflow that is not offered, because one gets to it otherwise. */
  readonly hiddenWorkflow?: string | undefined;
  /** Shown in place of the start. */
  readonly instead?: ReactNode;
  /** Within somebody else's page, which has a main part of its own, it is a section of this name. */
  readonly section?: string;
  /** Shown above the chat. */
  readonly above?: ReactNode;
}

/** Earlier chats, and the chat that the place names or the start: all of the page, and of the overlay. */
export function Workspace({ hiddenWorkflow, instead, above, section }: WorkspaceProps): ReactNode {
  const { api, sessions: pool } = useServices();
  const { goTo } = useNavigation();
  const place = usePlace();
  const sessions = useSessionList();
  const [isDrawerOpen, setDrawerOpen] = useState(false);

  const startChat = useCallback(
    async (workflowId: string, replace = false) => {
      const grant = await api.newChat(workflowId);
      if (grant.chat_id === undefined) throw new Error("The token names no chat");
      const workflow = grant.workflow_id || workflowId;
      pool.open(grant.chat_id, { workflowId: workflow, grant });
      goTo({ chat: grant.chat_id, workflow }, replace);
    },
    [api, pool, goTo],
  );
  const openMenu = useCallback(() => setDrawerOpen(true), []);
  const closeMenu = useCallback(() => setDrawerOpen(false), []);
  const Main = section === undefined ? "main" : "section";
  return (
    <div className="mz-app">
      <Sidebar sessions={sessions} current={place.chat} isDrawerOpen={isDrawerOpen} onClose={closeMenu} />
      <Main className="mz-main" aria-label={section}>
        {above}
        {place.chat !== undefined ? (
          <ArtifactStage key={place.chat} chatId={place.chat} workflowId={place.workflow}>
            <ChatScreen
              chatId={place.chat}
              workflowId={place.workflow}
              onProgress={sessions.reload}
              header={<ChatHeader onMenu={openMenu} />}
            />
          </ArtifactStage>
        ) : place.workflow !== undefined ? (
          <Starting key={place.workflow} workflowId={place.workflow} onStart={startChat} />
        ) : (
          (instead ?? (
            <HomeScreen sessions={sessions} hiddenWorkflow={hiddenWorkflow} onStart={startChat} onMenu={openMenu} />
          ))
        )}
      </Main>
    </div>
  );
}

interface StartingProps {
  readonly workflowId: string;
  readonly onStart: (workflowId: string, replace: boolean) => Promise<void>;
}

/** An address that names only a workflow opens a new chat of it. */
function Starting({ workflowId, onStart }: StartingProps): ReactNode {
  const { goTo } = useNavigation();
  const { home: words } = useAllMessages();
  const [problem, setProblem] = useState<ChatProblem>();
  useEffect(() => {
    onStart(workflowId, true).catch((thrown: unknown) => setProblem(toChatProblem(thrown)));
  }, [workflowId, onStart]);
  if (!problem) return <div className="mz-transcript" role="status" aria-label={words.openingChat} />;
  return (
    <div className="mz-column mz-stopped">
      <NoticeCard tone="danger" title={problem.title} detail={problem.detail} code={problem.code}>
        <button type="button" className="mz-button mz-primary" onClick={() => goTo({}, true)}>
          {words.allWorkflows}
        </button>
      </NoticeCard>
    </div>
  );
}
