import { useEffect, type RefObject } from "react";
import { useClient } from "../provider-context.ts";

/**
 * Gives a surface the focus when it opens and whenever it is asked for: where one writes, as soon as that is there, unless
 * the person has gone on to something else by then.
 */
export function useFocusRequests(frame: RefObject<HTMLElement | null>): void {
  const requests = useClient((state) => state.focusRequests);
  useEffect(() => {
    const { current: element } = frame;
    if (!element || requests < 0) return undefined;
    if (focusBox(element)) return undefined;
    element.focus({ preventScroll: true });
    const observer = new MutationObserver(() => {
      if (!hasFocus(element)) observer.disconnect();
      else if (focusBox(element)) observer.disconnect();
    });
    observer.observe(element, { childList: true, subtree: true });
    return () => observer.disconnect();
  }, [frame, requests]);
}

function focusBox(element: HTMLElement): boolean {
  const box = element.querySelector<HTMLElement>(".mz-composer textarea:not(:disabled)");
  box?.focus({ preventScroll: true });
  return box !== null;
}

function hasFocus(element: HTMLElement): boolean {
  const root = element.getRootNode();
  return (root instanceof ShadowRoot || root instanceof Document) && root.activeElement === element;
}
