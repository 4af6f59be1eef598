import { memo, useEffect, useMemo, useState, type ReactNode } from "react";
import type { ColouredSlice } from "./highlight.ts";
import { linesPerSlice, toSlices } from "./code-slices.ts";

const maxColouredLength = 200_000;
const none: readonly ColouredSlice[] = [];

/**
 * Code in slices of some lines, so that one more line draws only the last slice again. The colours come later, slice by
 * slice, and change no size.
 */
export function CodeLines({ code, language }: { code: string; language: string }): ReactNode {
  const slices = useMemo(() => toSlices(code), [code]);
  const coloured = useColours(code, language);
  return slices.map((slice, index) => <Slice key={index} text={slice} coloured={coloured[index]} />);
}

const Slice = memo(function Slice({
  text,
  coloured,
}: {
  text: string;
  coloured: ColouredSlice | undefined;
}): ReactNode {
  return (
    <span className="mz-code-slice">
      {coloured
        ? coloured.map(({ text: piece, colour, weight, style }, index) => (
            <span key={index} data-colour={colour} data-weight={weight} data-style={style}>
              {piece}
            </span>
          ))
        : text}
    </span>
  );
});

/** What is coloured so far. The colouring and the grammar are loaded with the first block that needs them. */
function useColours(code: string, language: string): readonly ColouredSlice[] {
  const [known, setKnown] = useState<{ code: string; language: string; slices: readonly ColouredSlice[] }>();
  useEffect(() => {
    if (language === "" || code.length > maxColouredLength) return undefined;
    const stop = new AbortController();
    const paint = async (): Promise<void> => {
      const { colour } = await import("./highlight.ts");
      await colour(code, language, linesPerSlice, stop.signal, (slices) => setKnown({ code, language, slices }));
    };
    // Without colours the code is as readable as before: a chunk that does not load is no failure of the chat.
    paint().catch(() => setKnown(undefined));
    return () => stop.abort();
  }, [code, language]);
  return known?.code === code && known.language === language ? known.slices : none;
}
