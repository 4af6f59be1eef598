import ChevronUp from "lucide-react/icons/chevron-up";
import X from "lucide-react/icons/x";
import type { ReactNode } from "react";
import { IconButton } from "../parts/icon-button.tsx";
import { useAllMessages } from "../use-all-messages.ts";
import { useBesideItem } from "./beside-items.tsx";

export interface ArtifactStripProps {
  readonly artifact: string;
  readonly onOpen: () => void;
  readonly onClose: () => void;
}

/** What stands beside the chat, made small: its name, and ways to have it back or away. */
export function ArtifactStrip({ artifact, onOpen, onClose }: ArtifactStripProps): ReactNode {
  const { artifacts: words } = useAllMessages();
  const item = useBesideItem(artifact);
  const title = item?.title ?? words.all;
  return (
    <aside className="mz-artifact-strip" aria-label={words.region}>
      <button type="button" aria-label={words.open(title)} onClick={onOpen}>
        <ChevronUp aria-hidden />
        <strong>{title}</strong>
        {item && <span className="mz-muted">{item.hint}</span>}
      </button>
      <IconButton label={words.close} onPress={onClose}>
        <X aria-hidden />
      </IconButton>
    </aside>
  );
}
