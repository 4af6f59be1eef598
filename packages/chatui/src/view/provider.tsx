"use client";
import { useEffect, useMemo, useRef, type ComponentType, type ReactNode } from "react";
import { createChatClient } from "../client/chat-client.ts";
import type { ChatConfig } from "../client/chat-config.ts";
import { connectCustomLauncher } from "../client/custom-launcher.ts";
import { installWindowApi } from "../client/window-api.ts";
import type { AuthAdapter } from "../core/auth-adapter.ts";
import type { Messages } from "../locales/messages.ts";
import type { UITool } from "../ui-tools/define-ui-tool.ts";
import { ClientContext } from "./provider-context.ts";
import { ReaderMessages } from "./reader-messages.tsx";
import type { LauncherProps } from "./surfaces/launcher.tsx";
import { SurfaceRoot } from "./surfaces/surface-root.tsx";
import { Surfaces } from "./surfaces/surfaces.tsx";
import { UIToolsContext } from "./ui-tools-context.ts";

export interface ChatUIProviderProps {
  readonly config: ChatConfig;
  /** Where launch tokens come from. Default: the development server's own broker, an error anywhere else. */
  readonly authAdapter?: AuthAdapter;
  /**
   * `shadow` (default): no style of the page reaches the chat. `light`: the page's styles do; it must load
   * `@mozaiks/chatui/styles.css`.
   */
  readonly isolation?: "shadow" | "light";
  /** What the chat says, where `config.locale` is not enough: other words, another language. */
  readonly messages?: Messages;
  /** Stands in place of the round button. */
  readonly launcher?: ComponentType<LauncherProps>;
  /** Components that agents can show, made with `defineUITool`; they win over the chat's own of the same name. */
  readonly uiTools?: readonly UITool[];
  readonly children?: ReactNode;
}

const noTools: readonly UITool[] = [];

/** The chat of a product: its surfaces appear by themselves, `useChatUI()` commands them. */
export function ChatUIProvider(props: ChatUIProviderProps): ReactNode {
  const { config, authAdapter, isolation = "shadow", messages, launcher, uiTools = noTools, children } = props;
  const sources = useMemo(() => ({ host: uiTools }), [uiTools]);
  const adapter = useRef(authAdapter);
  useEffect(() => {
    adapter.current = authAdapter;
  });
  const hasAdapter = authAdapter !== undefined;
  const runtime = JSON.stringify([config.api?.baseUrl, config.ws?.baseUrl, config.chat?.defaultAppId]);
  const settings = JSON.stringify(config);
  const client = useMemo(
    () => {
      const auth: AuthAdapter = { getToken: (wanted) => adapter.current?.getToken(wanted) ?? "" };
      return createChatClient({ config, auth: hasAdapter ? auth : undefined });
    },
    // Another runtime is another client; everything else is told to the one there is.
    // oxlint-disable-next-line react/exhaustive-deps
    [runtime, hasAdapter],
  );
  useEffect(() => client.configure(JSON.parse(settings) as ChatConfig), [client, settings]);
  useEffect(() => installWindowApi(client), [client]);
  useEffect(() => client.start(), [client]);
  const selector = config.custom_launcher_selector;
  useEffect(() => (selector === undefined ? undefined : connectCustomLauncher(client, selector)), [client, selector]);
  return (
    <ClientContext value={client}>
      {children}
      <ReaderMessages messages={messages}>
        <UIToolsContext value={sources}>
          <SurfaceRoot isolation={isolation}>
            <Surfaces launcher={launcher} />
          </SurfaceRoot>
        </UIToolsContext>
      </ReaderMessages>
    </ClientContext>
  );
}
