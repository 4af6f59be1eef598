import { useCallback, useEffect, useState, type ReactNode } from "react";
import type { Grant } from "../../core/auth-adapter.ts";
import { toChatProblem, type ChatProblem } from "../../core/chat-problem.ts";
import { ChatScreen } from "../chat/chat-screen.tsx";
import { HomeScreen } from "./home-screen.tsx";
import { Sidebar } from "./sidebar.tsx";
import { useNavigation, usePlace } from "../navigation.ts";
import { NoticeCard } from "../parts/notice-card.tsx";
import { useServices } from "../services.ts";
import { useLoaded } from "../use-loaded.ts";

/** Earlier chats, and the chat that the place names or the start: all of the page, and of the overlay. */
export function Workspace(): ReactNode {
  const { api } = useServices();
  const { goTo } = useNavigation();
  const place = usePlace();
  const sessions = useLoaded(useCallback(async () => (await api.listSessions()).sessions, [api]));
  const [isDrawerOpen, setDrawerOpen] = useState(false);
  const [fresh, setFresh] = useState<Grant>();

  const startChat = useCallback(
    async (workflowId: string, replace = false) => {
      const grant = await api.newChat(workflowId);
      if (grant.chat_id === undefined) throw new Error("The token names no chat");
      setFresh(grant);
      goTo({ chat: grant.chat_id, workflow: grant.workflow_id ?? workflowId }, replace);
    },
    [api, goTo],
  );
  const openMenu = useCallback(() => setDrawerOpen(true), []);
  const closeMenu = useCallback(() => setDrawerOpen(false), []);
  return (
    <div className="mz-app">
      <Sidebar sessions={sessions} current={place.chat} isDrawerOpen={isDrawerOpen} onClose={closeMenu} />
      <main className="mz-main">
        {place.chat !== undefined ? (
          <ChatScreen
            key={place.chat}
            chatId={place.chat}
            workflowId={place.workflow}
            grant={fresh?.chat_id === place.chat ? fresh : undefined}
            onProgress={sessions.reload}
            onMenu={openMenu}
          />
        ) : place.workflow !== undefined ? (
          <Starting key={place.workflow} workflowId={place.workflow} onStart={startChat} />
        ) : (
          <HomeScreen sessions={sessions} onStart={startChat} onMenu={openMenu} />
        )}
      </main>
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
  const [problem, setProblem] = useState<ChatProblem>();
  useEffect(() => {
    onStart(workflowId, true).catch((thrown: unknown) => setProblem(toChatProblem(thrown)));
  }, [workflowId, onStart]);
  if (!problem) return <div className="mz-transcript" role="status" aria-label="Opening a new chat" />;
  return (
    <div className="mz-column mz-stopped">
      <NoticeCard tone="danger" title={problem.title} detail={problem.detail} code={problem.code}>
        <button type="button" className="mz-button mz-primary" onClick={() => goTo({}, true)}>
          See all workflows
        </button>
      </NoticeCard>
    </div>
  );
}
