import type { GraphEdge, GraphNode } from "./workflow-graph.ts";

export const nodeFontPx = 14;
export const smallFontPx = 11;
export const smallLinePx = 16;
const labelLineCharacters = 26;
/** Conditions are in a monospaced face of 10 px. */
const codeCharacterPx = 6.05;

/** Sizes without a browser: the widths of characters are those of common sans-serif faces, rounded up. */
export function sizeOfNode({ kind, label, lines }: GraphNode): { width: number; height: number } {
  if (kind === "start" || kind === "end") return { width: 68, height: 34 };
  const width = Math.max(textWidth(label, nodeFontPx) + 36, ...lines.map((line) => textWidth(line, smallFontPx) + 28));
  return { width: Math.max(96, width), height: 44 + lines.length * smallLinePx };
}

export function sizeOfLabel({ kind }: GraphEdge, lines: readonly string[]): { width: number; height: number } {
  if (lines.length === 0) return { width: 0, height: 0 };
  const widthOf = (line: string): number =>
    kind === "llm" ? textWidth(line, smallFontPx) : Math.ceil(line.length * codeCharacterPx);
  return {
    width: Math.max(...lines.map(widthOf)) + 10,
    height: lines.length * smallLinePx + 4,
  };
}

/** The label of an edge, in lines of about 26 characters. */
export function labelLines({ kind, label, available }: GraphEdge): readonly string[] {
  return [
    ...(kind === "pre" ? ["before it speaks:"] : []),
    ...wrap(kind === "llm" && label !== "" ? `“${label}”` : label),
    ...wrap(available === undefined ? "" : `if ${available}`),
  ];
}

function wrap(text: string): readonly string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ").filter((each) => each !== "")) {
    if (line !== "" && line.length + word.length >= labelLineCharacters) {
      lines.push(line);
      line = word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  return line === "" ? lines : [...lines, line];
}

function textWidth(text: string, fontPx: number): number {
  let units = 0;
  for (const character of text) {
    if (/[ilj.,:;'|!()[\] “”]/.test(character)) units += 0.36;
    else units += /[A-Zmw@%_…]/.test(character) || character > "\u024f" ? 0.76 : 0.58;
  }
  return Math.ceil(units * fontPx);
}
