import { useMemo } from "react";
import type { ChatClient } from "../../client/chat-client.ts";
import { shownChat } from "../../client/surface-state.ts";
import type { Navigation } from "../navigation.ts";
import { useChatClient } from "../provider-context.ts";

/** Navigation by the state of the surfaces: the page's address stays as it is. */
export function useSurfaceNavigation(): Navigation {
  const client = useChatClient();
  return useMemo(() => createSurfaceNavigation(client), [client]);
}

function createSurfaceNavigation(client: ChatClient): Navigation {
  const { store, dispatch, opener } = client;
  return {
    place() {
      const chat = shownChat(store.getState().surfaces);
      if (!chat) return {};
      return { chat: chat.chat_id, ...(chat.workflow_name !== undefined && { workflow: chat.workflow_name }) };
    },
    onGone: (chatId) => dispatch({ type: "forget", chat_id: chatId }),
    subscribe: (onMove) => store.subscribe(onMove),
    goTo({ chat, workflow }) {
      if (chat !== undefined) {
        const wanted = { chat_id: chat, ...(workflow !== undefined && { workflow_name: workflow }) };
        opener.show(wanted, isLedTo(client, workflow));
      } else if (workflow !== undefined) opener.newChat(workflow).catch(() => undefined);
      else if (store.getState().surfaces.mode === "ask") opener.newAsk().catch(() => undefined);
      else dispatch({ type: "workflow" });
    },
  };
}

/** Whether the chat that is shown has itself said that it goes on there: then the next one is a step of its journey. */
function isLedTo({ store, services }: ChatClient, workflow: string | undefined): boolean {
  const from = shownChat(store.getState().surfaces);
  const session = from && services().sessions.find(from.chat_id);
  const next = session?.store.getState().annotations.next;
  return next !== undefined && next.workflow_id === workflow;
}
