import { useRef, type KeyboardEvent, type PointerEvent, type ReactNode, type RefObject } from "react";
import { paneLimits, toPaneSize } from "../../artifacts/pane-size.ts";
import { useAllMessages } from "../use-all-messages.ts";

export interface PaneSeparatorProps {
  /** The pane's share of the width, in percent. */
  readonly size: number;
  readonly pane: RefObject<HTMLElement | null>;
  readonly onSize: (percent: number) => void;
  /** The person has let go. */
  readonly onSettled: (percent: number) => void;
}

const step = 5;

/** The line between chat and artifact: dragged, or moved with arrow keys, Home and End. */
export function PaneSeparator({ size, pane, onSize, onSettled }: PaneSeparatorProps): ReactNode {
  const { artifacts: words } = useAllMessages();
  const line = useRef<HTMLDivElement>(null);
  const isLeftward = (): boolean => line.current?.matches(":dir(rtl)") !== true;
  const set = (percent: number): void => {
    const next = toPaneSize(percent);
    onSize(next);
    onSettled(next);
  };
  const press = (event: KeyboardEvent): void => {
    const wider = isLeftward() ? "ArrowLeft" : "ArrowRight";
    const next = new Map([
      [wider, size + step],
      [wider === "ArrowLeft" ? "ArrowRight" : "ArrowLeft", size - step],
      ["Home", paneLimits.least],
      ["End", paneLimits.most],
    ]).get(event.key);
    if (next === undefined) return;
    event.preventDefault();
    set(next);
  };
  const drag = (event: PointerEvent): void => {
    const room = line.current?.parentElement?.getBoundingClientRect();
    if (!room || !line.current?.hasPointerCapture(event.pointerId)) return;
    const width = isLeftward() ? room.right - event.clientX : event.clientX - room.left;
    onSize(toPaneSize((width / room.width) * 100));
  };
  const settle = (event: PointerEvent): void => {
    line.current?.releasePointerCapture(event.pointerId);
    if (pane.current) onSettled(size);
  };
  return (
    <div
      ref={line}
      className="mz-separator"
      role="separator"
      aria-orientation="vertical"
      aria-label={words.separator}
      aria-valuenow={size}
      aria-valuemin={paneLimits.least}
      aria-valuemax={paneLimits.most}
      tabIndex={0}
      onKeyDown={press}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.preventDefault();
        event.currentTarget.setPointerCapture(event.pointerId);
      }}
      onPointerMove={drag}
      onPointerUp={settle}
      onDoubleClick={() => set(Number.NaN)}
    />
  );
}
