import type { Row } from "@mozaiks/contracts/fold";
import type { ReactNode } from "react";
import { TranscriptItemView } from "../../src/view/chat/transcript-item.tsx";
import { growItems, noItems } from "../../src/view/chat/transcript-items.ts";

/** Rows as they stand in a transcript. */
export function Items({ rows, isLast = false }: { rows: readonly Row[]; isLast?: boolean }): ReactNode {
  const { items } = growItems(noItems, { rows, from_seq: 0 }, []);
  return (
    <div className="mz-column mz-items" role="feed" aria-label="rows" lang="en">
      {items.map((item, index) => (
        <TranscriptItemView
          key={item.key}
          item={item}
          position={index + 1}
          total={items.length}
          isLast={isLast && index === items.length - 1}
        />
      ))}
    </div>
  );
}
