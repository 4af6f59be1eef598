import ArrowUpRight from "lucide-react/icons/arrow-up-right";
import type { ReactNode } from "react";
import { placeOfRequest } from "../../artifacts/artifact-view.ts";
import type { ArtifactOpener } from "./artifact-opener.ts";
import { BesideIcon, useBesideItem } from "./beside-items.tsx";

export interface ArtifactLinkProps {
  readonly opener: ArtifactOpener;
  /** An artifact's id, or a place of `ArtifactView`. */
  readonly artifact: string;
  readonly title: string;
  readonly icon: ReactNode;
  readonly hint: string;
  /** It stands below an agent's turn without being in it. */
  readonly isIndented?: boolean;
}

/** A card in the conversation that opens something beside it. */
export function ArtifactLink(props: ArtifactLinkProps): ReactNode {
  const { opener, artifact, title, icon, hint, isIndented = false } = props;
  return (
    <button
      type="button"
      className={`mz-card mz-artifact-link${isIndented ? " mz-indented" : ""}`}
      aria-current={opener.shown === artifact || undefined}
      onClick={() => opener.open(artifact)}
    >
      <span className="mz-artifact-icon">{icon}</span>
      <span className="mz-artifact-names">
        <strong>{title}</strong>
        <span className="mz-muted">{hint}</span>
      </span>
      <ArrowUpRight aria-hidden />
    </button>
  );
}

/** A question that is asked beside the conversation. */
export function RequestLink({ opener, callId }: { opener: ArtifactOpener; callId: string }): ReactNode {
  const item = useBesideItem(placeOfRequest(callId));
  if (!item) return null;
  const { place, title, hint, kind } = item;
  return <ArtifactLink opener={opener} artifact={place} title={title} icon={<BesideIcon kind={kind} />} hint={hint} />;
}
