import type { ReactNode } from "react";
import { TranscriptItemView } from "../../src/view/chat/transcript-item.tsx";
import { Column } from "./column.tsx";

/** A message that is being written. */
export function StreamingItem({ messageId }: { messageId: string }): ReactNode {
  const item = { kind: "streaming", key: messageId, messageId, agent: "scout", leads: true } as const;
  return (
    <Column>
      <TranscriptItemView item={item} position={1} total={1} isLast={false} />
    </Column>
  );
}
