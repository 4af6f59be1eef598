import Maximize2 from "lucide-react/icons/maximize-2";
import SquarePen from "lucide-react/icons/square-pen";
import X from "lucide-react/icons/x";
import { useRef, type KeyboardEvent, type ReactNode } from "react";
import { ChatScreen } from "../chat/chat-screen.tsx";
import { useChat } from "../chat/chat-context.ts";
import { NavigationContext } from "../navigation.ts";
import { useChatClient, useClient } from "../provider-context.ts";
import { useMessages } from "../use-messages.ts";
import { ChatSheets } from "./chat-sheets.tsx";
import { dialogId } from "./launcher.tsx";
import { IconButton } from "../parts/icon-button.tsx";
import { OpeningChat } from "./opening-chat.tsx";
import { useFocusRequests } from "./use-focus-requests.ts";
import { useSurfaceNavigation } from "./use-surface-navigation.ts";

/** The small window beside the page: Ask mode. The page behind it stays usable. */
export function Widget(): ReactNode {
  const { close, services } = useChatClient();
  const { surfaces: words } = useMessages();
  const navigation = useSurfaceNavigation();
  const chat = useClient(({ surfaces }) => surfaces.chats.ask);
  const alignment = useClient(({ config }) => config.alignment ?? "end");
  const frame = useRef<HTMLDivElement>(null);
  useFocusRequests(frame);
  const press = (event: KeyboardEvent): void => {
    if (event.key !== "Escape" || event.defaultPrevented || event.nativeEvent.isComposing) return;
    const session = chat && services().sessions.find(chat.chat_id);
    // The first Escape stops an answer that is being written.
    if (session?.store.getState().view?.status === "running") return;
    event.preventDefault();
    close();
  };
  return (
    <ChatSheets>
      <NavigationContext value={navigation}>
        <div
          id={dialogId}
          ref={frame}
          className="mz-widget"
          role="dialog"
          aria-label={words.chat}
          data-alignment={alignment}
          tabIndex={-1}
          onKeyDown={press}
        >
          <div className="mz-frame">
            <section className="mz-main" aria-label={words.chat}>
              {chat ? (
                <ChatScreen
                  key={chat.chat_id}
                  chatId={chat.chat_id}
                  workflowId={chat.workflow_name}
                  header={<Header />}
                />
              ) : (
                <OpeningChat header={<Bar title={words.chat} />} />
              )}
            </section>
          </div>
        </div>
      </NavigationContext>
    </ChatSheets>
  );
}

function Header(): ReactNode {
  const { surfaces: words } = useMessages();
  const title = useChat(({ view }) => view?.workflow?.title ?? "");
  // Where nothing was said yet a new chat would be the same.
  const isBegun = useChat(({ view }) => (view?.rows.length ?? 0) > 0);
  return <Bar title={title === "" ? words.chat : title} canRenew={isBegun} />;
}

function Bar({ title, canRenew = false }: { title: string; canRenew?: boolean }): ReactNode {
  const { close, dispatch, opener } = useChatClient();
  const { surfaces: words } = useMessages();
  return (
    <header className="mz-header mz-widget-bar">
      <div className="mz-title">
        <h2>{title}</h2>
      </div>
      {canRenew && (
        <IconButton label={words.newQuestion} onPress={() => void opener.newAsk().catch(() => undefined)}>
          <SquarePen aria-hidden />
        </IconButton>
      )}
      <IconButton label={words.expand} onPress={() => dispatch({ type: "expand" })}>
        <Maximize2 aria-hidden />
      </IconButton>
      <IconButton label={words.close} onPress={close}>
        <X aria-hidden />
      </IconButton>
    </header>
  );
}
