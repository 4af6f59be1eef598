import ChevronRight from "lucide-react/icons/chevron-right";
import Layers from "lucide-react/icons/layers";
import type { ReactNode } from "react";
import { NoticeCard } from "../parts/notice-card.tsx";
import { useAllMessages } from "../use-all-messages.ts";
import { BesideIcon, type BesideItem } from "./beside-items.tsx";

export interface ArtifactListProps {
  readonly items: readonly BesideItem[];
  /** What was asked for is not there. */
  readonly isGone: boolean;
  readonly onOpen: (place: string) => void;
}

/** Everything that can be shown beside the chat, the newest first. */
export function ArtifactList({ items, isGone, onOpen }: ArtifactListProps): ReactNode {
  const { artifacts: words } = useAllMessages();
  return (
    <div className="mz-panel-content">
      {isGone && <NoticeCard tone="info" title={words.gone} />}
      {items.length === 0 && (
        <div className="mz-panel-empty">
          <Layers aria-hidden />
          <strong>{words.empty}</strong>
          <p className="mz-muted">{words.emptyHint}</p>
        </div>
      )}
      <ul className="mz-beside">
        {items.toReversed().map(({ place, kind, title, hint }) => (
          <li key={place}>
            <button type="button" className="mz-card mz-artifact-link" onClick={() => onOpen(place)}>
              <span className="mz-artifact-icon">
                <BesideIcon kind={kind} />
              </span>
              <span className="mz-artifact-names">
                <strong>{title}</strong>
                <span className="mz-muted">{hint}</span>
              </span>
              <ChevronRight className="mz-toward" aria-hidden />
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
