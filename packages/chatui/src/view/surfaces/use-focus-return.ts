import { useEffect, useLayoutEffect, useRef, type RefObject } from "react";
import type { Surface } from "../../client/surface-state.ts";
import { useChatClient } from "../provider-context.ts";

/** When everything is closed again the focus is where it was before, on the launcher if that is gone. */
export function useFocusReturn(stage: RefObject<HTMLElement | null>, surface: Surface): void {
  const { store } = useChatClient();
  const opener = useRef<Element | null>(null);
  useEffect(
    () =>
      store.subscribe(({ surfaces }, before) => {
        if (before.surfaces.surface !== "bubble" || surfaces.surface === "bubble") return;
        opener.current = stage.current ? focusedFrom(stage.current) : null;
      }),
    [store, stage],
  );
  const wasOpen = useRef(false);
  useLayoutEffect(() => {
    const isOpen = surface !== "bubble";
    const isClosed = wasOpen.current && !isOpen;
    wasOpen.current = isOpen;
    if (!isClosed || !stage.current || isElsewhere(stage.current)) return;
    const launcher = stage.current.querySelector<HTMLElement>(".mz-launcher");
    (usable(opener.current) ?? launcher)?.focus({ preventScroll: true });
  }, [stage, surface]);
  useLayoutEffect(
    () => () => {
      // The chat is taken away while it is open. Until it is gone what is behind it cannot have the focus.
      if (store.getState().surfaces.surface !== "bubble" || wasOpen.current)
        queueMicrotask(() => restore(opener.current));
    },
    [store],
  );
}

function usable(element: Element | null): HTMLElement | undefined {
  const isUsable = element instanceof HTMLElement && element.isConnected && element !== element.ownerDocument.body;
  return isUsable ? element : undefined;
}

function restore(before: Element | null): void {
  const element = usable(before);
  if (element?.ownerDocument.activeElement === element?.ownerDocument.body) element?.focus({ preventScroll: true });
}

/** What has the focus: inside our root, or else on the page. */
function focusedFrom(element: HTMLElement): Element | null {
  const root = element.getRootNode();
  const inside = root instanceof ShadowRoot ? root.activeElement : null;
  return inside ?? element.ownerDocument.activeElement;
}

/** The person went on with something else on the page meanwhile: the focus stays there. */
function isElsewhere(stage: HTMLElement): boolean {
  const { activeElement, body } = stage.ownerDocument;
  const root = stage.getRootNode();
  const isOurs = root instanceof ShadowRoot ? activeElement === root.host : stage.contains(activeElement);
  return activeElement !== null && activeElement !== body && !isOurs;
}
