import { useEffect, useRef, type KeyboardEvent, type ReactNode, type SyntheticEvent } from "react";
import { shownChat } from "../../client/surface-state.ts";
import { sheet as home } from "../../styles/generated/home.ts";
import { sheet as overlay } from "../../styles/generated/overlay.ts";
import { sheet as prose } from "../../styles/generated/prose.ts";
import { Workspace } from "../home/workspace.tsx";
import { NavigationContext } from "../navigation.ts";
import { BrandContext } from "../parts/brand-mark.tsx";
import { useChatClient, useClient } from "../provider-context.ts";
import { useSheet } from "../style-root.ts";
import { useMessages } from "../use-messages.ts";
import { ChatSheets } from "./chat-sheets.tsx";
import { JourneySteps } from "./journey-steps.tsx";
import { dialogId } from "./launcher.tsx";
import { OpeningChat } from "./opening-chat.tsx";
import { SurfaceControls } from "./surface-controls.tsx";
import { SurfaceControlsContext } from "./surface-controls-context.ts";
import { useFocusRequests } from "./use-focus-requests.ts";
import { useSurfaceNavigation } from "./use-surface-navigation.ts";

const unnamed = {};

/** All of the window: either mode, earlier chats, the picker. What is behind it waits. */
export function Overlay(): ReactNode {
  useSheet(overlay);
  useSheet(home);
  useSheet(prose);
  const { close, services, store } = useChatClient();
  const { surfaces: words } = useMessages();
  const navigation = useSurfaceNavigation();
  const dialog = useRef<HTMLDialogElement>(null);
  const brand = useClient(({ config }) => config.brand ?? unnamed);
  const mode = useClient(({ surfaces }) => surfaces.mode);
  const layout = useClient(({ surfaces }) => surfaces.layout);
  const isOpening = useClient(
    ({ surfaces, opening }) => surfaces.mode === opening || (surfaces.mode === "ask" && !surfaces.chats.ask),
  );
  const askWorkflow = useClient(({ config }) => config.chat?.askWorkflow ?? "ask");
  useEffect(() => {
    const { current: element } = dialog;
    if (element?.open === false) element.showModal();
    return () => element?.close();
  }, []);
  useFocusRequests(dialog);
  const leave = (): void => {
    const chat = shownChat(store.getState().surfaces);
    const session = chat && services().sessions.find(chat.chat_id);
    // The first Escape stops an answer that is being written.
    if (session?.store.getState().view?.status !== "running") close();
  };
  const press = (event: KeyboardEvent): void => {
    if (event.key !== "Escape" || event.defaultPrevented || event.nativeEvent.isComposing) return;
    if (event.target instanceof Element && event.target.closest("dialog") !== dialog.current) return;
    event.preventDefault();
    leave();
  };
  // Escape where nothing in the dialog has the focus, and what a phone has for it.
  const cancel = (event: SyntheticEvent): void => {
    if (event.target !== event.currentTarget) return;
    event.preventDefault();
    leave();
  };
  return (
    <ChatSheets>
      <NavigationContext value={navigation}>
        <BrandContext value={brand}>
          <SurfaceControlsContext value={<SurfaceControls />}>
            <dialog
              id={dialogId}
              ref={dialog}
              className="mz-overlay"
              aria-label={words.chat}
              data-mode={mode}
              data-layout={layout}
              tabIndex={-1}
              onKeyDown={press}
              onCancel={cancel}
            >
              <div className="mz-frame">
                <Workspace
                  section={words.chat}
                  hiddenWorkflow={askWorkflow}
                  instead={isOpening ? <OpeningChat header={<OpeningBar />} /> : undefined}
                  above={<JourneySteps />}
                />
              </div>
            </dialog>
          </SurfaceControlsContext>
        </BrandContext>
      </NavigationContext>
    </ChatSheets>
  );
}

function OpeningBar(): ReactNode {
  return (
    <header className="mz-header">
      <div className="mz-title" />
      <SurfaceControls />
    </header>
  );
}
