import {
  createBundledHighlighter,
  createCssVariablesTheme,
  type GrammarState,
  type HighlighterGeneric,
} from "@shikijs/core";
import { createJavaScriptRegexEngine } from "@shikijs/engine-javascript";
import { aliases, grammars, type Language } from "./grammars.ts";

/** A piece of code of one colour. `colour` is the name of a token of ours without its prefix. */
export interface ColouredPiece {
  readonly text: string;
  readonly colour?: string;
  readonly weight?: "bold";
  readonly style?: "italic";
}

/** The pieces of some lines. Joined, their texts are the lines. */
export type ColouredSlice = readonly ColouredPiece[];

const theme = createCssVariablesTheme({ name: "mozaiks", variablePrefix: "--mz-code-", fontStyle: true });
const createHighlighter = createBundledHighlighter<Language, "mozaiks">({
  langs: grammars,
  themes: { mozaiks: () => Promise.resolve({ default: theme }) },
  engine: () => createJavaScriptRegexEngine({ forgiving: true }),
});
let highlighter: Promise<HighlighterGeneric<Language, "mozaiks">> | undefined;

/**
 * Colours code slice by slice, each in a task of its own, so that long code keeps nobody waiting. `onSlices` gets all
 * slices so far. Does nothing for a language without a grammar.
 */
export async function colour(
  code: string,
  language: string,
  linesPerSlice: number,
  signal: AbortSignal,
  onSlices: (slices: readonly ColouredSlice[]) => void,
): Promise<void> {
  const lang = toLanguage(language);
  if (lang === undefined) return;
  highlighter ??= createHighlighter({ langs: [], themes: ["mozaiks"] });
  const ready = await highlighter;
  await ready.loadLanguage(lang);
  const lines = code.split("\n");
  const slices: ColouredSlice[] = [];
  let grammarState: GrammarState | undefined;
  for (let start = 0; start < lines.length && !signal.aborted; start += linesPerSlice) {
    const isLast = start + linesPerSlice >= lines.length;
    const text = lines.slice(start, start + linesPerSlice).join("\n");
    const { tokens, grammarState: next } = ready.codeToTokens(text, {
      lang,
      theme: "mozaiks",
      ...(grammarState && { grammarState }),
    });
    grammarState = next;
    slices.push(tokens.flatMap((line, index) => toPieces(line, index === tokens.length - 1 && isLast)));
    onSlices([...slices]);
    await new Promise((resolve) => setTimeout(resolve));
  }
}

type Token = ReturnType<HighlighterGeneric<Language, "mozaiks">["codeToTokens"]>["tokens"][number][number];

function toPieces(line: readonly Token[], isEnd: boolean): ColouredPiece[] {
  const pieces = line.map(({ content, color, fontStyle = 0 }): ColouredPiece => {
    const name = /--mz-code-(?:token-)?([\w-]+)/.exec(color ?? "")?.[1];
    return {
      text: content,
      ...(name !== undefined && name !== "foreground" && { colour: name }),
      ...((fontStyle & 2) !== 0 && { weight: "bold" as const }),
      ...((fontStyle & 1) !== 0 && { style: "italic" as const }),
    };
  });
  return isEnd ? pieces : [...pieces, { text: "\n" }];
}

function toLanguage(name: string): Language | undefined {
  const lower = name.toLowerCase();
  const known = Object.hasOwn(aliases, lower) ? aliases[lower] : lower;
  return known !== undefined && Object.hasOwn(grammars, known) ? (known as Language) : undefined;
}
