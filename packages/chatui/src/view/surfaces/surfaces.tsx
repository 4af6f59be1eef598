import { lazy, Suspense, useEffect, useMemo, useRef, useState, type ComponentType, type ReactNode } from "react";
import type { ChatClient } from "../../client/chat-client.ts";
import type { UrlPolicy } from "../../core/url-policy.ts";
import { sheet } from "../../styles/generated/surfaces.ts";
import { UrlPolicyContext } from "../url-policy-context.ts";
import { useChatClient, useClient } from "../provider-context.ts";
import { ServicesContext } from "../services.ts";
import { useSheet } from "../style-root.ts";
import { LauncherPlace, type LauncherProps } from "./launcher.tsx";
import { SurfaceBoundary } from "./surface-boundary.tsx";
import { useFocusReturn } from "./use-focus-return.ts";
import { useVisibleArea } from "./use-visible-area.ts";

const loadWidget = () => import("./widget.tsx");
const loadOverlay = () => import("./overlay.tsx");

/** The bubble, and what it opened. The rest is loaded when it is first wanted. */
export function Surfaces({ launcher }: { launcher: ComponentType<LauncherProps> | undefined }): ReactNode {
  useSheet(sheet);
  const client = useChatClient();
  const isReady = useClient((state) => state.isReady);
  const surface = useClient((state) => state.surfaces.surface);
  const stage = useRef<HTMLDivElement>(null);
  const [attempt, setAttempt] = useState(0);
  const { Widget, Overlay } = useParts(attempt);
  const retry = () => {
    setAttempt(attempt + 1);
    if (client.store.getState().surfaces.mode === "ask") client.opener.ensureAsk();
  };
  useFocusReturn(stage, surface);
  useVisibleArea(stage, surface !== "bubble");
  useAskChat(client);
  if (!isReady) return null;
  return (
    <div className="mz-stage" ref={stage} data-surface={surface}>
      <LauncherPlace launcher={launcher} onApproach={() => void loadWidget().catch(() => undefined)} />
      <SurfaceBoundary key={attempt} onProblem={client.fail} onRetry={retry}>
        <Running>
          <Suspense fallback={null}>
            {surface === "widget" && <Widget />}
            {surface === "overlay" && <Overlay />}
          </Suspense>
        </Running>
      </SurfaceBoundary>
    </div>
  );
}

/** The lazily loaded parts. One that could not be loaded is asked for again with the next attempt. */
function useParts(attempt: number) {
  return useMemo(
    () => ({
      attempt,
      Widget: lazy(async () => ({ default: (await loadWidget()).Widget })),
      Overlay: lazy(async () => ({ default: (await loadOverlay()).Overlay })),
    }),
    [attempt],
  );
}

const anywhere: UrlPolicy = {};

/** What is inside has services, as long as the client runs. */
function Running({ children }: { children: ReactNode }): ReactNode {
  const client = useChatClient();
  const services = useMemo(() => client.services(), [client]);
  const addresses = useClient(({ config }) => config.addresses ?? anywhere);
  return (
    <ServicesContext value={services}>
      <UrlPolicyContext value={addresses}>{children}</UrlPolicyContext>
    </ServicesContext>
  );
}

/** Ask mode has a chat as soon as it is looked at. */
function useAskChat({ opener }: ChatClient): void {
  const isWanting = useClient(
    ({ surfaces, opening, problem }) =>
      surfaces.surface !== "bubble" && surfaces.mode === "ask" && !surfaces.chats.ask && !opening && !problem,
  );
  useEffect(() => {
    if (isWanting) opener.ensureAsk();
  }, [isWanting, opener]);
}
