import { useRef, type ReactNode, type RefCallback } from "react";
import { allArtifacts, readPlace, type ArtifactView } from "../../artifacts/artifact-view.ts";
import type { SurfaceLayout } from "../../client/surface-state.ts";
import { useChat } from "../chat/chat-context.ts";
import { Spinner } from "../parts/spinner.tsx";
import { useAllMessages } from "../use-all-messages.ts";
import { ArtifactList } from "./artifact-list.tsx";
import { ArtifactWork } from "./artifact-work.tsx";
import { useBesideItems, type BesideItem } from "./beside-items.tsx";
import { PanelHeader } from "./panel-header.tsx";
import { useReadingPosition } from "./reading-position.ts";
import { RequestPanel } from "./request-panel.tsx";
import { WritingPanel } from "./writing-panel.tsx";

export interface BesidePanelProps {
  /** What is looked at; whoever shows the panel keeps it. */
  readonly view: ArtifactView;
  readonly onView: (view: ArtifactView) => void;
  /** How the panel shares the room with the chat; without it nothing is offered to change that. */
  readonly layout?: SurfaceLayout | undefined;
  readonly onLayout?: ((layout: SurfaceLayout) => void) | undefined;
  readonly onClose?: (() => void) | undefined;
  /** The heading, which can be given the focus. */
  readonly titleRef?: RefCallback<HTMLElement> | undefined;
}

/** The artifacts of one chat: the list of them, or one with its versions, its preview and what can be done with it. */
export function BesidePanel(props: BesidePanelProps): ReactNode {
  const { view, onView } = props;
  const { artifacts: words } = useAllMessages();
  const items = useBesideItems();
  const isLoaded = useChat((state) => state.view !== undefined);
  const item = items.find(({ place }) => place === view.artifact);
  const goBack = (): void => onView({ artifact: allArtifacts });
  const hasMore = items.length > 1 || item === undefined;
  return (
    <div className="mz-panel">
      <PanelHeader
        {...props}
        title={item?.title ?? words.all}
        hint={item?.hint}
        onBack={view.artifact !== allArtifacts && hasMore ? goBack : undefined}
      />
      {isLoaded ? (
        <PanelBody view={view} onView={onView} items={items} item={item} />
      ) : (
        <p className="mz-panel-wait mz-muted" role="status">
          <Spinner /> {words.loading}
        </p>
      )}
    </div>
  );
}

interface PanelBodyProps {
  readonly view: ArtifactView;
  readonly onView: (view: ArtifactView) => void;
  readonly items: readonly BesideItem[];
  readonly item: BesideItem | undefined;
}

function PanelBody({ view, onView, items, item }: PanelBodyProps): ReactNode {
  const { kind, id } = readPlace(view.artifact);
  const scroller = useRef<HTMLDivElement>(null);
  useReadingPosition(scroller, item === undefined ? allArtifacts : view.artifact);
  if (kind === "artifact" && item) return <ArtifactWork key={id} artifactId={id} view={view} onView={onView} />;
  if (kind === "writing" && item) return <WritingPanel key={id} callId={id} view={view} onView={onView} />;
  return (
    <div ref={scroller} className="mz-panel-scroller">
      {kind === "request" && item ? (
        <RequestPanel key={id} callId={id} />
      ) : (
        <ArtifactList items={items} isGone={kind === "artifact"} onOpen={(artifact) => onView({ artifact })} />
      )}
    </div>
  );
}
