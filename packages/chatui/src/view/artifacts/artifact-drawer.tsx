import { useEffect, useRef, useState, type PointerEvent, type ReactNode } from "react";
import { useAllMessages } from "../use-all-messages.ts";

const leastDrag = 24;

/** What stands beside the chat, over it: as high as half the screen, or all of it. Closing it leaves a strip. */
export function ArtifactDrawer({ onMinimise, children }: { onMinimise: () => void; children: ReactNode }): ReactNode {
  const { artifacts: words } = useAllMessages();
  const dialog = useRef<HTMLDialogElement>(null);
  const [isTall, setTall] = useState(false);
  const drag = useRef<number>(undefined);
  useEffect(() => {
    const { current: element } = dialog;
    if (element?.open === false) element.showModal();
    return () => element?.close();
  }, []);
  const letGo = (event: PointerEvent): void => {
    const moved = event.clientY - (drag.current ?? event.clientY);
    drag.current = undefined;
    if (moved < -leastDrag) setTall(true);
    else if (moved > leastDrag) {
      if (isTall) setTall(false);
      else onMinimise();
    }
  };
  return (
    <dialog
      ref={dialog}
      className="mz-artifact-drawer"
      aria-label={words.region}
      data-tall={isTall || undefined}
      onCancel={(event) => {
        if (event.target !== event.currentTarget) return;
        event.preventDefault();
        onMinimise();
      }}
      onKeyDown={(event) => event.key === "Escape" && event.stopPropagation()}
      onClick={(event) => event.target === event.currentTarget && onMinimise()}
    >
      <div className="mz-drawer-sheet">
        <button
          type="button"
          className="mz-drawer-grip"
          aria-expanded={isTall}
          aria-label={isTall ? words.collapse : words.expand}
          onClick={() => setTall(!isTall)}
          onPointerDown={(event) => {
            drag.current = event.clientY;
            event.currentTarget.setPointerCapture(event.pointerId);
          }}
          onPointerUp={letGo}
        />
        {children}
      </div>
    </dialog>
  );
}
