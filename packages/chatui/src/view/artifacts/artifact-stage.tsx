import { Suspense, useCallback, useMemo, useRef, type ReactNode } from "react";
import { lazyPart } from "../lazy-part.ts";
import { placeOfRequest, readPlace } from "../../artifacts/artifact-view.ts";
import type { SurfaceLayout } from "../../client/surface-state.ts";
import { ChatContext } from "../chat/chat-context.ts";
import { useNavigation, usePlace } from "../navigation.ts";
import { useServices } from "../services.ts";
import { ArtifactOpenerContext } from "./artifact-opener.ts";
import { useIsNarrow } from "./use-is-narrow.ts";
import { useNewArtifacts } from "./use-new-artifacts.ts";

const ArtifactPane = lazyPart(async () => {
  const { ArtifactPane } = await import("./artifact-pane.tsx");
  return { default: ArtifactPane };
});

export interface ArtifactStageProps {
  readonly chatId: string;
  readonly workflowId: string | undefined;
  /** The chat. */
  readonly children: ReactNode;
}

/** A chat, and beside it what its agents made. What stands there is part of the place that navigation keeps. */
export function ArtifactStage({ chatId, workflowId, children }: ArtifactStageProps): ReactNode {
  const navigation = useNavigation();
  const { sessions } = useServices();
  const { artifact, version, layout: wanted = "split" } = usePlace();
  const session = sessions.open(chatId, { workflowId });
  const stage = useRef<HTMLDivElement>(null);
  const opener = useRef<HTMLElement>(undefined);
  const isNarrow = useIsNarrow(stage);
  const isAllowed = navigation.showsArtifacts?.() ?? true;
  const layout = isAllowed && artifact !== undefined ? wanted : "full";

  const show = useCallback(
    (next: { artifact?: string; version?: number; layout?: SurfaceLayout }, replace = false) => {
      const { artifact: _left, version: _old, layout: before, ...chat } = navigation.place();
      const kept = next.layout ?? before;
      navigation.goTo({ ...chat, ...next, ...(next.artifact !== undefined && kept && { layout: kept }) }, replace);
    },
    [navigation],
  );
  const open = useCallback(
    (id: string, at?: number) => {
      opener.current = focusedIn(stage.current);
      const { layout: before } = navigation.place();
      const isAway = before === undefined || before === "minimised";
      show({ artifact: id, ...(at !== undefined && { version: at }), ...(isAway && { layout: "split" }) });
    },
    [navigation, show],
  );
  const close = useCallback(() => {
    show({});
    opener.current?.focus({ preventScroll: true });
    opener.current = undefined;
  }, [show]);

  useNewArtifacts(
    session,
    useCallback(
      (news) => {
        if (!isAllowed) return;
        const { artifact: shown } = navigation.place();
        const isFree = shown === undefined || readPlace(shown).kind === "all" || readPlace(shown).kind === "writing";
        const id = news.kind === "request" ? placeOfRequest(news.id) : news.id;
        if (isFree || news.isAsked)
          show({ artifact: id, layout: isNarrow && !news.isAsked ? "minimised" : "split" }, true);
      },
      [isAllowed, isNarrow, navigation, show],
    ),
  );

  const shown = layout === "full" ? undefined : artifact;
  const opened = layout === "minimised" ? undefined : shown;
  return (
    <ArtifactOpenerContext
      value={useMemo(() => (isAllowed ? { open, shown: opened } : undefined), [isAllowed, open, opened])}
    >
      <div ref={stage} className="mz-panes" data-layout={isNarrow && layout === "view" ? "split" : layout}>
        <div className="mz-pane" inert={layout === "view" && !isNarrow}>
          {children}
        </div>
        {shown !== undefined && (
          <ChatContext value={session}>
            <Suspense fallback={null}>
              <ArtifactPane
                artifact={shown}
                version={version}
                layout={layout}
                isNarrow={isNarrow}
                takesFocus={opener}
                onShow={show}
                onClose={close}
              />
            </Suspense>
          </ChatContext>
        )}
      </div>
    </ArtifactOpenerContext>
  );
}

/** What has the focus around an element, in a page or in a shadow root. */
function focusedIn(element: HTMLElement | null): HTMLElement | undefined {
  const root = element?.getRootNode();
  const focused = root instanceof Document || root instanceof ShadowRoot ? root.activeElement : undefined;
  return focused instanceof HTMLElement ? focused : undefined;
}
