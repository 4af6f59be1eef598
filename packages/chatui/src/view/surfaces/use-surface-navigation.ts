import { useMemo } from "react";
import { createStore } from "zustand/vanilla";
import type { ChatClient } from "../../client/chat-client.ts";
import { shownChat } from "../../client/surface-state.ts";
import type { Navigation, Place } from "../navigation.ts";
import { useChatClient } from "../provider-context.ts";

/** Navigation by the state of the surfaces: the page's address stays as it is. */
export function useSurfaceNavigation(): Navigation {
  const client = useChatClient();
  return useMemo(() => createSurfaceNavigation(client), [client]);
}

function createSurfaceNavigation(client: ChatClient): Navigation {
  const { store, dispatch, opener } = client;
  const beside = createStore<Pick<Place, "chat" | "artifact" | "version">>(() => ({}));
  return {
    place() {
      const { surfaces } = store.getState();
      const chat = shownChat(surfaces);
      if (!chat) return {};
      const { chat: of, ...artifact } = beside.getState();
      return {
        chat: chat.chat_id,
        ...(chat.workflow_name !== undefined && { workflow: chat.workflow_name }),
        ...(of === chat.chat_id && surfaces.layout !== "full" && { ...artifact, layout: surfaces.layout }),
      };
    },
    showsArtifacts: () => store.getState().surfaces.mode === "workflow",
    onGone: (chatId) => dispatch({ type: "forget", chat_id: chatId }),
    subscribe(onMove) {
      const ends = [store.subscribe(onMove), beside.subscribe(onMove)];
      return () => ends.forEach((end) => end());
    },
    goTo({ chat, workflow, artifact, version, layout = "split" }) {
      if (chat !== undefined) {
        beside.setState(
          { chat, ...(artifact !== undefined && { artifact }), ...(version !== undefined && { version }) },
          true,
        );
        const wanted = { chat_id: chat, ...(workflow !== undefined && { workflow_name: workflow }) };
        if (shownChat(store.getState().surfaces)?.chat_id !== chat) opener.show(wanted, isLedTo(client, workflow));
        dispatch({ type: "arrange", layout: artifact === undefined ? "full" : layout });
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
