/** Keeps what is read where it is while something above or in front of it changes its size. */
export interface ScrollAnchor {
  /** Remembers where an element is now: the first block in sight, or the one given. */
  hold(element?: Element): void;
  /** Scrolls by as much as that element has moved since. */
  keep(): void;
}

/** Browsers anchor by themselves, but not around elements that a virtual list positions. */
export function createScrollAnchor(scroller: HTMLElement): ScrollAnchor {
  let held: { readonly element: Element; readonly top: number } | undefined;
  const topOf = (element: Element): number =>
    element.getBoundingClientRect().top - scroller.getBoundingClientRect().top;

  function hold(element = firstInSight(scroller)): void {
    held = element && { element, top: topOf(element) };
  }
  return {
    hold,
    keep() {
      if (!held?.element.isConnected) return hold();
      const moved = topOf(held.element) - held.top;
      if (Math.abs(moved) >= 1) scroller.scrollTop += moved;
    },
  };
}

/** The first message that begins in sight, or the first block in the one that fills the window. */
function firstInSight(scroller: HTMLElement): Element | undefined {
  const { top, bottom } = scroller.getBoundingClientRect();
  for (const item of scroller.querySelectorAll("[role=article]")) {
    const box = item.getBoundingClientRect();
    if (box.bottom <= top || box.height === 0) continue;
    if (box.top >= bottom) return undefined;
    if (box.top >= top) return item;
    const inside = Array.from(item.querySelectorAll(".mz-prose > *, .mz-card, .mz-bubble"));
    const block = inside.find((part) => part.getBoundingClientRect().top >= top);
    if (block && block.getBoundingClientRect().top < bottom) return block;
  }
  return undefined;
}
