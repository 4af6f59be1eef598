import { useEffect, type ReactNode } from "react";
import type { ChatProblem } from "../../core/chat-problem.ts";
import { useArtifactOpener } from "../artifacts/artifact-opener.ts";
import { useNavigation } from "../navigation.ts";
import { NoticeCard } from "../parts/notice-card.tsx";
import { useServices } from "../services.ts";
import { useMessages } from "../use-messages.ts";
import { Announcer } from "./announcer.tsx";
import { ChatContext, useChat, useChatSession } from "./chat-context.ts";
import { ChatDeskArea } from "./chat-desk.tsx";
import { Composer } from "./composer.tsx";
import { ConnectionBanner } from "./connection-banner.tsx";
import { LoadingChat } from "./loading-chat.tsx";
import { Suggestions } from "./suggestions.tsx";
import { Transcript } from "./transcript.tsx";
import { UsageLine } from "./usage-line.tsx";

export interface ChatScreenProps {
  readonly chatId: string;
  readonly workflowId: string | undefined;
  /** Something changed that the list of sessions shows. */
  readonly onProgress?: () => void;
  readonly header: ReactNode;
}

/** One chat. It stays connected when another one is shown. */
export function ChatScreen({ chatId, workflowId, onProgress, header }: ChatScreenProps): ReactNode {
  const { sessions } = useServices();
  const session = sessions.open(chatId, { workflowId });
  useEffect(() => session.start(), [session]);
  useEffect(
    () =>
      session.store.subscribe(({ view }, before) => {
        if (before.view && view && view.status !== before.view.status) onProgress?.();
      }),
    [session, onProgress],
  );
  return (
    <ChatContext value={session}>
      {header}
      <ConnectionBanner />
      <ChatBody />
      <Announcer />
    </ChatContext>
  );
}

function ChatBody(): ReactNode {
  const isLoaded = useChat(({ view }) => view !== undefined);
  const stopped = useChat(({ connection }) => (connection.phase === "stopped" ? connection.problem : undefined));
  if (stopped && !isLoaded) return <Stopped problem={stopped} />;
  return (
    <ChatDeskArea>
      {isLoaded ? <Transcript /> : <LoadingChat />}
      <footer className="mz-column mz-footer">
        {stopped && <Stopped problem={stopped} />}
        <Refusal />
        <Suggestions />
        <Composer />
        <UsageLine />
      </footer>
    </ChatDeskArea>
  );
}

/** The server wants no more connections to this chat. */
function Stopped({ problem }: { problem: ChatProblem }): ReactNode {
  const { chat: words } = useMessages();
  const { goTo } = useNavigation();
  const session = useChatSession();
  return (
    <div className="mz-column mz-stopped">
      <NoticeCard tone="danger" title={problem.title} detail={problem.detail} code={problem.code}>
        <button type="button" className="mz-button" onClick={() => session.wake()}>
          {words.tryAgain}
        </button>
        <button type="button" className="mz-button mz-primary" onClick={() => goTo({})}>
          {words.startNew}
        </button>
      </NoticeCard>
    </div>
  );
}

/** What the server refused last, such as a stop or a retry. */
function Refusal(): ReactNode {
  const { chat: words } = useMessages();
  const session = useChatSession();
  const problem = useChat((state) => (state.connection.phase === "online" ? state.problem : undefined));
  const isSaidThere = useArtifactOpener()?.shown !== undefined && problem?.code.startsWith("artifact.");
  if (!problem || isSaidThere) return null;
  return (
    <NoticeCard tone="danger" title={problem.title} detail={problem.detail} code={problem.code}>
      <button type="button" className="mz-button" onClick={() => session.dismissProblem()}>
        {words.dismiss}
      </button>
    </NoticeCard>
  );
}
