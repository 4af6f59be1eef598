import { memo, useLayoutEffect, useMemo, useRef, type CSSProperties, type ReactNode, type RefObject } from "react";
import { Virtualizer } from "virtua";
import { linesPerSlice, toSlices } from "../markdown/code-slices.ts";
import type { ColouredSlice } from "../markdown/highlight.ts";
import { useAllMessages } from "../use-all-messages.ts";
import { useReadingPosition } from "./reading-position.ts";
import { useColouredSlices } from "./use-coloured-slices.ts";

export interface CodeViewProps {
  readonly name: string;
  readonly code: string;
  readonly language: string;
  /** Under what its reading position is kept. */
  readonly place: string;
  /** More of it is still to come. */
  readonly isGrowing?: boolean;
}

/** Pixels of a line, about: what is not mounted yet counts as high as that. */
const lineHeight = 21;

/** Code with line numbers. Only the slices that can be seen are mounted, so it may have many thousand lines. */
export function CodeView({ name, code, language, place, isGrowing = false }: CodeViewProps): ReactNode {
  const { artifacts: words } = useAllMessages();
  const scroller = useRef<HTMLDivElement>(null);
  const slices = useMemo(() => toSlices(code), [code]);
  const coloured = useColouredSlices(code, isGrowing ? "" : language);
  const longest = useLongestLine(code);
  const lines = (slices.length - 1) * linesPerSlice + linesIn(slices.at(-1) ?? "");
  useReadingPosition(scroller, place, isGrowing);
  useTail(scroller, isGrowing, code.length);
  const style = { "--mz-longest": longest, "--mz-digits": String(lines).length } as CSSProperties;
  return (
    <div
      ref={scroller}
      className="mz-code mz-code-view"
      dir="ltr"
      role="region"
      aria-label={words.code(name)}
      tabIndex={0}
    >
      <div className="mz-code-canvas" style={style}>
        <Virtualizer scrollRef={scroller} data={slices} bufferSize={400} itemSize={linesPerSlice * lineHeight}>
          {(slice, index) => <Slice key={index} at={index} text={slice} coloured={coloured[index]} />}
        </Virtualizer>
      </div>
    </div>
  );
}

interface SliceProps {
  readonly at: number;
  readonly text: string;
  readonly coloured: ColouredSlice | undefined;
}

const Slice = memo(function Slice({ at, text, coloured }: SliceProps): ReactNode {
  const first = at * linesPerSlice + 1;
  const numbers = Array.from({ length: linesIn(text) }, (_, index) => first + index).join("\n");
  return (
    <div className="mz-code-rows">
      <span className="mz-line-numbers" aria-hidden>
        {numbers}
      </span>
      <code>
        {coloured
          ? coloured.map(({ text: piece, colour, weight, style }, index) => (
              <span key={index} data-colour={colour} data-weight={weight} data-style={style}>
                {piece}
              </span>
            ))
          : text}
      </code>
    </div>
  );
});

function linesIn(text: string): number {
  let count = text === "" || text.endsWith("\n") ? 0 : 1;
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) count += 1;
  return count;
}

function useLongestLine(code: string): number {
  return useMemo(() => code.split("\n").reduce((most, { length }) => Math.max(most, length), 0), [code]);
}

/** Follows a text that grows, as long as its end is in sight. */
function useTail(scroller: RefObject<HTMLElement | null>, isGrowing: boolean, length: number): void {
  const isAtEnd = useRef(true);
  useLayoutEffect(() => {
    const { current } = scroller;
    if (!current || !isGrowing) return undefined;
    const look = (): void => {
      isAtEnd.current = current.scrollHeight - current.scrollTop - current.clientHeight < 40;
    };
    current.addEventListener("scroll", look, { passive: true });
    return () => current.removeEventListener("scroll", look);
  }, [scroller, isGrowing]);
  useLayoutEffect(() => {
    if (isGrowing && length > 0 && isAtEnd.current) scroller.current?.scrollTo({ top: scroller.current.scrollHeight });
  }, [scroller, isGrowing, length]);
}
