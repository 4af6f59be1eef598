import { useEffect, useState } from "react";
import { linesPerSlice } from "../markdown/code-slices.ts";
import type { ColouredSlice } from "../markdown/highlight.ts";

const maxColouredLength = 600_000;
const none: readonly ColouredSlice[] = [];

/** What is coloured of some code so far, slice by slice. The colouring and the grammar are loaded when they are needed. */
export function useColouredSlices(code: string, language: string): readonly ColouredSlice[] {
  const [known, setKnown] = useState<{ code: string; language: string; slices: readonly ColouredSlice[] }>();
  useEffect(() => {
    if (language === "" || code.length > maxColouredLength) return undefined;
    const stop = new AbortController();
    const paint = async (): Promise<void> => {
      const { colour } = await import("../markdown/highlight.ts");
      await colour(code, language, linesPerSlice, stop.signal, (slices) => setKnown({ code, language, slices }));
    };
    // Without colours the code is as readable as before: a chunk that does not load is no failure.
    paint().catch(() => setKnown(undefined));
    return () => stop.abort();
  }, [code, language]);
  return known?.code === code && known.language === language ? known.slices : none;
}
