import { useEffect, type RefObject } from "react";

/**
 * Keeps the stage where it can be seen: above a keyboard on the screen, which covers a page without telling its layout.
 * Zooming in is left alone.
 */
export function useVisibleArea(stage: RefObject<HTMLElement | null>, isOpen: boolean): void {
  useEffect(() => {
    const { visualViewport: area } = globalThis;
    const { current: element } = stage;
    if (!isOpen || !area || !element) return undefined;
    const follow = (): void => {
      const isCovered = area.scale <= 1.01 && globalThis.innerHeight - area.height > 80;
      set(element, "--mz-visible-height", isCovered ? `${area.height}px` : undefined);
      set(element, "--mz-visible-top", isCovered ? `${area.offsetTop}px` : undefined);
    };
    follow();
    area.addEventListener("resize", follow);
    area.addEventListener("scroll", follow);
    return () => {
      area.removeEventListener("resize", follow);
      area.removeEventListener("scroll", follow);
    };
  }, [stage, isOpen]);
}

function set(element: HTMLElement, name: string, value: string | undefined): void {
  if (value === undefined) element.style.removeProperty(name);
  else element.style.setProperty(name, value);
}
