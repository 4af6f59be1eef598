/**
 * Where the last whole sentence of a growing markdown text ends, looked for behind `from`; `from` when none has ended
 * since. Paragraphs and items of lists count as sentences. Code that is still being written is no sentence.
 */
export function sentencesEnd(text: string, from: number): number {
  const fence = openFenceStart(text);
  const whole = fence === undefined ? text : text.slice(0, fence);
  let end = from;
  for (const { index, 0: found } of whole.slice(from).matchAll(sentenceEnd)) end = from + index + found.length;
  return Math.max(end, Math.min(fence ?? from, whole.length));
}

const sentenceEnd = /[.!?…؟][)"'”’»*_]*(?=\s)|[。！？]|\n\s*\n|\n(?=\s*(?:[-*+]|\d+[.)])\s)/g;

function openFenceStart(text: string): number | undefined {
  const fences = Array.from(text.matchAll(/^ {0,3}(?:```|~~~)/gm), ({ index }) => index);
  return fences.length % 2 === 1 ? fences.at(-1) : undefined;
}
