import { useCallback, useEffect, useRef, useState, type RefObject } from "react";
import { createScrollAnchor, type ScrollAnchor } from "./scroll-anchor.ts";

const nearEndPx = 48;
const atEndPx = 2;

export interface TailPin {
  readonly scroller: RefObject<HTMLDivElement | null>;
  readonly content: RefObject<HTMLDivElement | null>;
  /** Whether the newest line is kept in sight. False once the reader scrolled up. */
  readonly isPinned: boolean;
  readonly jumpToEnd: () => void;
  /** The reader is taken elsewhere: the end is not followed any more. */
  readonly release: () => void;
  /** To be called when something in the list was measured anew, before it is painted. */
  readonly settle: () => void;
}

/**
 * Keeps a growing list at its end until the reader scrolls up, however little, and again once they are back at the end.
 * Meanwhile what is read stays where it is.
 */
export function useTailPin(): TailPin {
  const scroller = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const pinned = useRef(true);
  const anchor = useRef<ScrollAnchor>(undefined);
  const [isPinned, setPinned] = useState(true);

  const toEnd = useCallback(() => {
    const box = scroller.current;
    if (box) box.scrollTop = box.scrollHeight;
  }, []);
  const pin = useCallback((isKept: boolean) => {
    pinned.current = isKept;
    setPinned(isKept);
  }, []);
  const settle = useCallback(() => {
    if (pinned.current) toEnd();
    else anchor.current?.keep();
  }, [toEnd]);

  useEffect(() => {
    const box = scroller.current;
    const list = content.current;
    if (!box || !list) return undefined;
    const anchored = createScrollAnchor(box);
    anchor.current = anchored;
    let last = { top: box.scrollTop, height: box.scrollHeight };
    const toGo = () => box.scrollHeight - box.scrollTop - box.clientHeight;
    const onScroll = () => {
      const { scrollTop: top, scrollHeight: height } = box;
      // A list that was measured anew moves by itself: only a list that stayed as it was is scrolled by its reader.
      const wentUp = top < last.top - 1 && height === last.height;
      last = { top, height };
      if (toGo() <= atEndPx) pin(true);
      else if (wentUp) pin(false);
      else if (toGo() <= nearEndPx) pin(true);
      if (!pinned.current) anchored.hold();
    };
    const onWheel = ({ deltaY }: WheelEvent) => {
      if (deltaY >= 0 || box.scrollHeight <= box.clientHeight) return;
      pin(false);
      anchored.hold();
    };
    /** What a reader opens stays where it is, also at the end. */
    const onClick = ({ target }: MouseEvent) => {
      const opened = target instanceof Element ? target.closest("summary, [aria-expanded]") : null;
      if (!opened) return;
      pinned.current = false;
      anchored.hold(opened);
      requestAnimationFrame(() => requestAnimationFrame(() => pin(toGo() <= nearEndPx)));
    };
    const observer = new ResizeObserver(settle);
    observer.observe(list);
    observer.observe(box);
    box.addEventListener("scroll", onScroll, { passive: true });
    box.addEventListener("wheel", onWheel, { passive: true });
    list.addEventListener("click", onClick);
    return () => {
      observer.disconnect();
      box.removeEventListener("scroll", onScroll);
      box.removeEventListener("wheel", onWheel);
      list.removeEventListener("click", onClick);
    };
  }, [settle, pin]);

  const jumpToEnd = useCallback(() => {
    pin(true);
    toEnd();
  }, [toEnd, pin]);
  const release = useCallback(() => pin(false), [pin]);
  return { scroller, content, isPinned, jumpToEnd, release, settle };
}
