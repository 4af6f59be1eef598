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

/** The blocks of `source`, its line ends as `\n`. Reuses those of `previous` when it is the same text with more at its end. */
export function growBlocks(previous: GrowingBlocks, source: string): GrowingBlocks {
  const text = source.includes("\r") ? source.replaceAll(/\r\n?/g, "\n") : source;
  if (text === previous.text) return previous;
  const base = text.startsWith(previous.text) ? previous : noBlocks;
  const open = text.slice(base.openStart);
  if (openFence(open)) return { ...base, text };
  const tokens = lexer(open, lexerOptions);
  const { count, length } = closedPart(tokens, open);
  if (count === 0) return { ...base, text };
  const closed = tokens.slice(0, count).filter((token) => token.type !== "space");
  return { text, closed: [...base.closed, ...closed], openStart: base.openStart + length };
}

/** How many tokens nothing that is still to come can change, and the characters they take. */
function closedPart(tokens: readonly Token[], text: string): { count: number; length: number } {
  let closed = { count: 0, length: 0 };
  let length = 0;
  let block: Token | undefined;
  for (const [count, token] of tokens.entries()) {
    if (token.type !== "space") {
      if (block && isOver(block, text.slice(0, length), text.slice(length))) closed = { count, length };
      block = token;
    }
    length += token.raw.length;
  }
  return closed;
}

/**
 * Whether a block ends for good where another one seems to begin. A line that is not whole yet may still turn out to
 * belong to the block: `#` before `#1` in a paragraph and, even after an empty line, `2` before `2. two` in a list.
 */
function isOver(block: Token, before: string, after: string): boolean {
  if (/^\n*[^\n]+\n/.test(after)) return true;
  if (!/\n[ \t]*\n$/.test(before) && !/^[ \t]*\n/.test(after)) return false;
  return block.type !== "list" || !/^\s*\d+$/.test(after);
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
