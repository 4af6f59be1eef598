import { useCallback, useRef, useState, type CSSProperties, type ReactNode, type RefObject } from "react";
import type { ArtifactView } from "../../artifacts/artifact-view.ts";
import { recallPaneSize, rememberPaneSize } from "../../artifacts/pane-size.ts";
import type { SurfaceLayout } from "../../client/surface-state.ts";
import { sheet } from "../../styles/generated/artifacts.ts";
import { useServices } from "../services.ts";
import { useSheet } from "../style-root.ts";
import { useAllMessages } from "../use-all-messages.ts";
import { ArtifactDrawer } from "./artifact-drawer.tsx";
import { BesidePanel } from "./beside-panel.tsx";
import { ArtifactStrip } from "./artifact-strip.tsx";
import { PaneSeparator } from "./pane-separator.tsx";
import { ReadingPositionsContext, useReadingPositions } from "./reading-position.ts";

export interface ArtifactPaneProps {
  readonly artifact: string;
  readonly version: number | undefined;
  readonly layout: SurfaceLayout;
  readonly isNarrow: boolean;
  /** Set when the person opened it: then it gets the focus. */
  readonly takesFocus: RefObject<HTMLElement | undefined>;
  readonly onShow: (place: { artifact: string; version?: number; layout?: SurfaceLayout }, replace?: boolean) => void;
  readonly onClose: () => void;
}

/** What stands beside a chat: next to it, over it where there is no room, as a strip, or alone. */
export function ArtifactPane(props: ArtifactPaneProps): ReactNode {
  useSheet(sheet);
  const { artifact, version, layout, isNarrow, takesFocus, onShow, onClose } = props;
  const { storage } = useServices();
  const { artifacts: words } = useAllMessages();
  const pane = useRef<HTMLElement>(null);
  const [size, setSize] = useState(() => recallPaneSize(storage));
  const positions = useReadingPositions();
  const [views, setViews] = useState<Readonly<Record<string, ArtifactView>>>({});
  const kept = Object.hasOwn(views, artifact) ? views[artifact] : undefined;
  const view: ArtifactView = { ...kept, artifact, ...(version !== undefined && { version }) };

  const change = useCallback(
    ({ version: at, ...next }: ArtifactView) => {
      setViews((before) => ({ ...before, [next.artifact]: next }));
      if (next.artifact === artifact && at === version) return;
      onShow({ artifact: next.artifact, ...(at !== undefined && { version: at }) });
    },
    [artifact, version, onShow],
  );
  const arrange = useCallback(
    (next: SurfaceLayout) => onShow({ artifact, ...(version !== undefined && { version }), layout: next }, true),
    [artifact, version, onShow],
  );
  const takeFocus = useCallback(
    (title: HTMLElement | null) => {
      if (title && takesFocus.current) title.focus({ preventScroll: true });
    },
    [takesFocus],
  );
  if (layout === "minimised") {
    return <ArtifactStrip artifact={artifact} onOpen={() => arrange("split")} onClose={onClose} />;
  }
  const panel = (
    <BesidePanel
      view={view}
      onView={change}
      layout={isNarrow ? undefined : layout}
      onLayout={arrange}
      onClose={onClose}
      titleRef={takeFocus}
    />
  );
  return (
    <ReadingPositionsContext value={positions}>
      {isNarrow ? (
        <ArtifactDrawer onMinimise={() => arrange("minimised")}>{panel}</ArtifactDrawer>
      ) : (
        <>
          {layout === "split" && (
            <PaneSeparator
              size={size}
              pane={pane}
              onSize={setSize}
              onSettled={(percent) => rememberPaneSize(storage, percent)}
            />
          )}
          <aside
            ref={pane}
            className="mz-artifact-pane"
            aria-label={words.region}
            style={{ "--mz-pane-size": `${size}%` } as CSSProperties}
          >
            {panel}
          </aside>
        </>
      )}
    </ReadingPositionsContext>
  );
}
