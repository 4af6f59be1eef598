import { useCallback, useEffect, useRef, useState, type RefObject } from "react";

const nearEndPx = 48;

export interface TailPin {
  readonly scroller: RefObject<HTMLDivElement | null>;
  readonly content: RefObject<HTMLDivElement | null>;
  /** Whether the newest line is kept in sight. False once the reader scrolled up. */
  readonly isPinned: boolean;
  readonly jumpToEnd: () => void;
}

/** Keeps a growing list at its end until the reader scrolls up, and again once they are back at the end. */
export function useTailPin(): TailPin {
  const scroller = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const pinned = useRef(true);
  const [isPinned, setPinned] = useState(true);

  const toEnd = useCallback(() => {
    const box = scroller.current;
    if (box) box.scrollTop = box.scrollHeight;
  }, []);

  useEffect(() => {
    const box = scroller.current;
    const list = content.current;
    if (!box || !list) return undefined;
    let lastTop = box.scrollTop;
    const onScroll = () => {
      const isNearEnd = box.scrollHeight - box.scrollTop - box.clientHeight <= nearEndPx;
      const wentUp = box.scrollTop < lastTop - 1;
      lastTop = box.scrollTop;
      const next = isNearEnd || (pinned.current && !wentUp);
      pinned.current = next;
      setPinned(next);
    };
    const settle = () => {
      pinned.current = box.scrollHeight - box.scrollTop - box.clientHeight <= nearEndPx;
      setPinned(pinned.current);
    };
    /** What a reader opens stays where it is, also at the end. */
    const onClick = ({ target }: MouseEvent) => {
      if (!(target instanceof Element) || !target.closest("summary")) return;
      pinned.current = false;
      requestAnimationFrame(() => requestAnimationFrame(settle));
    };
    const observer = new ResizeObserver(() => pinned.current && toEnd());
    observer.observe(list);
    observer.observe(box);
    box.addEventListener("scroll", onScroll, { passive: true });
    list.addEventListener("click", onClick);
    return () => {
      observer.disconnect();
      box.removeEventListener("scroll", onScroll);
      list.removeEventListener("click", onClick);
    };
  }, [toEnd]);

  const jumpToEnd = useCallback(() => {
    pinned.current = true;
    setPinned(true);
    toEnd();
  }, [toEnd]);
  return { scroller, content, isPinned, jumpToEnd };
}
