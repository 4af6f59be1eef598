import { lexer, type Token } from "marked";

/**
 * Markdown that grows at its end, as blocks. Those that are closed are never read again, so a longer text costs what was
 * added plus its last block. An open fence is not even lexed: its code only gets longer.
 */
export interface GrowingBlocks {
  readonly text: string;
  readonly closed: readonly Token[];
  /** Where the open block begins. */
  readonly openStart: number;
}

export const noBlocks: GrowingBlocks = { text: "", closed: [], openStart: 0 };

export const lexerOptions = { gfm: true, breaks: true } as const;

/** The blocks of `text`. Reuses those of `previous` when it is the same text with more at its end. */
export function growBlocks(previous: GrowingBlocks, text: string): GrowingBlocks {
  if (text === previous.text) return previous;
  const base = text.startsWith(previous.text) ? previous : noBlocks;
  const open = text.slice(base.openStart);
  if (openFence(open)) return { ...base, text };
  const tokens = lexer(open, lexerOptions);
  const last = tokens.findLastIndex((token) => token.type !== "space");
  const closed = tokens.slice(0, Math.max(0, last)).filter((token) => token.type !== "space");
  if (closed.length === 0) return { ...base, text };
  const closedLength = tokens.slice(0, last).reduce((length, token) => length + token.raw.length, 0);
  return { text, closed: [...base.closed, ...closed], openStart: base.openStart + closedLength };
}

/** The code so far of a fence that is not closed yet, when the text begins with one. */
export function openFence(text: string): { language: string; code: string } | undefined {
  const start = /^ {0,3}(`{3,}|~{3,})([^\n`]*)\n/.exec(text);
  const marker = start?.[1];
  if (!start || marker === undefined) return undefined;
  const code = text.slice(start[0].length);
  const end = new RegExp(`(?:^|\\n) {0,3}${marker[0]}{${marker.length},}[ \\t]*(?:\\n|$)`);
  return end.test(code) ? undefined : { language: start[2]?.trim() ?? "", code };
}
