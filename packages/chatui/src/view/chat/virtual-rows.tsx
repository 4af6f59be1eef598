import { useLayoutEffect, useState, type ReactNode, type RefObject } from "react";
import { Virtualizer, type VirtualizerHandle } from "virtua";
import { TranscriptItemView } from "./transcript-item.tsx";
import type { TranscriptItem } from "./transcript-items.ts";

export interface VirtualRowsProps {
  readonly items: readonly TranscriptItem[];
  readonly total: number;
  readonly scroller: RefObject<HTMLElement | null>;
  readonly handle: RefObject<VirtualizerHandle | null>;
  /** Stay mounted although they are out of sight: what has the focus. */
  readonly keepMounted: readonly number[];
  /** What stands above the list in the scroller. */
  readonly head: RefObject<HTMLElement | null>;
  /** Something was measured anew; it is not painted yet. */
  readonly onResize: () => void;
}

/** What was said before the live end: only what can be seen, and a little around it, is mounted. */
export function VirtualRows(props: VirtualRowsProps): ReactNode {
  const { items, total, scroller, handle, keepMounted, head, onResize } = props;
  const isShifted = useIsPrepended(items);
  const startMargin = useStartMargin(head);
  return (
    <Virtualizer
      ref={handle}
      scrollRef={scroller}
      data={items}
      shift={isShifted}
      keepMounted={keepMounted}
      startMargin={startMargin}
      bufferSize={300}
      onResize={onResize}
    >
      {(item: TranscriptItem, index) => (
        <TranscriptItemView key={item.key} item={item} position={index + 1} total={total} isLast={false} />
      )}
    </Virtualizer>
  );
}

/** Whether earlier items were put before those there were: then what is read keeps its place. */
function useIsPrepended(items: readonly TranscriptItem[]): boolean {
  const [known, setKnown] = useState({ items, isPrepended: false });
  if (known.items === items) return known.isPrepended;
  const isPrepended = isPrependedTo(items, known.items);
  setKnown({ items, isPrepended });
  return isPrepended;
}

function isPrependedTo(items: readonly TranscriptItem[], before: readonly TranscriptItem[]): boolean {
  const first = before[0]?.key;
  if (first === undefined || items[0]?.key === first || items.length <= before.length) return false;
  return items.some(({ key }) => key === first);
}

/** How much stands above the list, which has to know it. */
function useStartMargin(head: RefObject<HTMLElement | null>): number {
  const [startMargin, setStartMargin] = useState(0);
  useLayoutEffect(() => {
    const element = head.current;
    if (!element) return undefined;
    const measure = () => setStartMargin(element.offsetTop + element.offsetHeight);
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [head]);
  return startMargin;
}
