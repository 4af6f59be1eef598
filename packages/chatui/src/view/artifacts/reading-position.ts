import { createContext, useContext, useLayoutEffect, useState, type RefObject } from "react";

/** How far things were scrolled, by what they are. */
type ReadingPositions = Map<string, number>;

export const ReadingPositionsContext = createContext<ReadingPositions | undefined>(undefined);

const mostTries = 10;

/** Positions that live as long as the pane does. */
export function useReadingPositions(): ReadingPositions {
  return useState(() => new Map<string, number>())[0];
}

/**
 * Keeps where somebody was reading: what is shown again under the same key is scrolled to there. What follows its end
 * goes there by itself.
 */
export function useReadingPosition(scroller: RefObject<HTMLElement | null>, key: string, isFollowing = false): void {
  const positions = useContext(ReadingPositionsContext);
  useLayoutEffect(() => {
    const { current } = scroller;
    if (!current || !positions) return undefined;
    const top = positions.get(key) ?? 0;
    let triesLeft = top > 0 && !isFollowing ? mostTries : 0;
    let frame = 0;
    // What is measured only when it is shown is too low at first: the place is not there yet.
    const restore = (): void => {
      if (triesLeft === 0 || Math.abs(current.scrollTop - top) < 2) return void (triesLeft = 0);
      triesLeft -= 1;
      current.scrollTo({ top, behavior: "instant" });
      frame = requestAnimationFrame(restore);
    };
    const keep = (): void => {
      if (triesLeft === 0) positions.set(key, current.scrollTop);
    };
    restore();
    current.addEventListener("scroll", keep, { passive: true });
    return () => {
      cancelAnimationFrame(frame);
      current.removeEventListener("scroll", keep);
    };
  }, [scroller, positions, key, isFollowing]);
}
