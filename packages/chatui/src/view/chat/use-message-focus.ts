import { useCallback, useEffect, useState, type KeyboardEvent, type RefObject } from "react";
import type { VirtualizerHandle } from "virtua";
import type { TranscriptItem } from "./transcript-items.ts";

export interface MessageFocusOptions {
  readonly items: readonly TranscriptItem[];
  /** Items before it are in the virtual list. */
  readonly liveFrom: number;
  readonly scroller: RefObject<HTMLElement | null>;
  readonly handle: RefObject<VirtualizerHandle | null>;
  /** Called before the reader is taken somewhere. */
  readonly release: () => void;
}

export interface MessageFocus {
  /** The item that was moved to last; it stays mounted. */
  readonly current: number | undefined;
  /** Shows an item and gives it the focus. */
  readonly moveTo: (index: number, align?: MessageTarget["align"]) => void;
  readonly onKeyDown: (event: KeyboardEvent<HTMLElement>) => void;
}

interface MessageTarget {
  readonly index: number;
  readonly align: "center" | "nearest";
}

const maxFrames = 60;

/** Moving from message to message with the arrow keys, Home and End, once the log or a message has the focus. */
export function useMessageFocus(options: MessageFocusOptions): MessageFocus {
  const { items, liveFrom, scroller, handle, release } = options;
  const [target, setTarget] = useState<MessageTarget>();

  const moveTo = useCallback(
    (index: number, align: MessageTarget["align"] = "nearest") => {
      release();
      setTarget({ index, align });
    },
    [release],
  );
  useEffect(() => {
    const item = target && items[target.index];
    if (!item) return undefined;
    const { index, align } = target;
    const isVirtual = index < liveFrom;
    if (isVirtual) handle.current?.scrollToIndex(index, { align });
    else findItem(scroller.current, item.key)?.scrollIntoView({ block: align });
    return whenShown(() => {
      const element = findItem(scroller.current, item.key);
      element?.focus({ preventScroll: true });
      return element !== undefined && isFocused(element);
    });
    // Only a new target moves anything: items that came since do not.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [target]);
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const { target, currentTarget } = event;
    if (!(target instanceof Element) || event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey)
      return;
    const isItem = target.getAttribute("role") === "article";
    if (!isItem && target !== currentTarget) return;
    const from = isItem ? items.findIndex(({ key }) => key === target.getAttribute("data-key")) : undefined;
    const to = destination(event.key, from, items.length);
    if (to === undefined || to === from || reachesBeyond(target, currentTarget, event.key)) return;
    event.preventDefault();
    moveTo(to);
  };
  return { current: target && target.index < items.length ? target.index : undefined, moveTo, onKeyDown };
}

/** Tries in each frame until it succeeds: an item cannot have the focus before the list has measured it. */
function whenShown(attempt: () => boolean): () => void {
  let frames = 0;
  let request = 0;
  const next = (): void => {
    frames += 1;
    if (!attempt() && frames < maxFrames) request = requestAnimationFrame(next);
  };
  next();
  return () => cancelAnimationFrame(request);
}

function isFocused(element: HTMLElement): boolean {
  const root = element.getRootNode();
  return (root instanceof Document || root instanceof ShadowRoot) && root.activeElement === element;
}

/** The element of an item that is mounted. */
export function findItem(scroller: HTMLElement | null, key: string): HTMLElement | undefined {
  const mounted = scroller?.querySelectorAll<HTMLElement>("[role=article]") ?? [];
  return Array.from(mounted).find((element) => element.dataset["key"] === key);
}

function destination(key: string, from: number | undefined, count: number): number | undefined {
  switch (key) {
    case "ArrowUp":
      return Math.max(0, (from ?? count) - 1);
    case "ArrowDown":
      return from === undefined ? undefined : Math.min(count - 1, from + 1);
    case "Home":
      return 0;
    case "End":
      return count - 1;
    default:
      return undefined;
  }
}

/** A message that is longer than the window is scrolled through before the next one is moved to. */
function reachesBeyond(item: Element, scroller: Element, key: string): boolean {
  if (item === scroller) return false;
  const { top, bottom } = item.getBoundingClientRect();
  const box = scroller.getBoundingClientRect();
  if (key === "ArrowUp") return top < box.top - 1 && bottom > box.top;
  return key === "ArrowDown" && bottom > box.bottom + 1 && top < box.bottom;
}
