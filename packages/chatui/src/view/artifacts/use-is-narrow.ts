import { useLayoutEffect, useState, type RefObject } from "react";

const leastForTwo = 640;

/** Whether there is no room for two things side by side in an element. */
export function useIsNarrow(element: RefObject<HTMLElement | null>): boolean {
  const [isNarrow, setNarrow] = useState(false);
  useLayoutEffect(() => {
    const { current } = element;
    if (!current) return undefined;
    const measure = (): void => setNarrow(current.clientWidth > 0 && current.clientWidth < leastForTwo);
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(current);
    return () => observer.disconnect();
  }, [element]);
  return isNarrow;
}
