import { useLayoutEffect, useRef, type ReactNode } from "react";
import { createRoot } from "react-dom/client";
import type { ChatConfig } from "../client/chat-config.ts";
import { createChatClient, type ChatClient } from "../client/chat-client.ts";
import { connectCustomLauncher } from "../client/custom-launcher.ts";
import { installWindowApi } from "../client/window-api.ts";
import { ClientContext } from "../view/provider-context.ts";
import { ReaderMessages } from "../view/reader-messages.tsx";
import { SurfaceRoot } from "../view/surfaces/surface-root.tsx";
import { Surfaces } from "../view/surfaces/surfaces.tsx";
import type { EmbedOptions } from "./embed-options.ts";
import { PageTools } from "./page-tools.tsx";
import { createTokenRoute } from "./token-route.ts";

export type { EmbedOptions } from "./embed-options.ts";

export interface StartOptions {
  /** Where the one element of the chat goes. */
  readonly element: HTMLElement;
  readonly options: EmbedOptions;
  /** The launcher is there. Answers whether it gets the focus. */
  readonly onShown?: () => boolean;
  /** After `shutdown()`; everything is gone by then but what was configured. */
  readonly onShutdown?: (config: ChatConfig) => void;
}

/** The whole chat in an element, without React around it. `window.mozaiksChat` commands it. */
export function startChat({ element, options, onShown, onShutdown }: StartOptions): void {
  const { authAdapter, token_url, api, ...config } = options;
  const client = createChatClient({
    config: { ...config, api } as ChatConfig,
    auth: authAdapter ?? (token_url === undefined ? undefined : createTokenRoute(token_url)),
  });
  const root = createRoot(element);
  const uninstall = installWindowApi(client);
  const stop = client.start();
  const disconnect = followLauncherSelector(client);
  client.store.subscribe(({ isShut }) => {
    // Whoever boots again in the same breath keeps it.
    if (isShut) queueMicrotask(() => client.store.getState().isShut && end());
  });
  const end = (): void => {
    disconnect();
    stop();
    root.unmount();
    uninstall();
    onShutdown?.(client.store.getState().config);
  };
  root.render(
    <ClientContext value={client}>
      <ReaderMessages messages={undefined}>
        <PageTools>
          <SurfaceRoot isolation="shadow">
            <Surfaces launcher={undefined} />
            <Shown onShown={onShown} />
          </SurfaceRoot>
        </PageTools>
      </ReaderMessages>
    </ClientContext>,
  );
}

/** Tells once that what stands before it is there. */
function Shown({ onShown }: { onShown: StartOptions["onShown"] }): ReactNode {
  const mark = useRef<HTMLElement>(null);
  const tell = useRef(onShown);
  useLayoutEffect(() => {
    const hasFocus = tell.current?.() === true;
    tell.current = undefined;
    if (hasFocus) mark.current?.parentElement?.querySelector<HTMLElement>(".mz-launcher")?.focus();
  }, []);
  return <i ref={mark} hidden />;
}

/** The host's own launchers, as the configuration names them now. */
function followLauncherSelector(client: ChatClient): () => void {
  let end = (): void => undefined;
  let current: string | undefined;
  const follow = (): void => {
    const { custom_launcher_selector: selector } = client.store.getState().config;
    if (selector === current) return;
    end();
    current = selector;
    end = selector === undefined ? () => undefined : connectCustomLauncher(client, selector);
  };
  follow();
  const unsubscribe = client.store.subscribe(follow);
  return () => {
    unsubscribe();
    end();
  };
}
