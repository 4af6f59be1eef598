import type { ComponentType } from "react";
import { loadAgain } from "../../core/load-again.ts";
import type { MarkdownProps } from "./markdown.tsx";
import type { toPlainText } from "./plain-text.ts";

/** What needs a parser of markdown. */
export interface MarkdownReader {
  readonly RichMarkdown: ComponentType<MarkdownProps>;
  /** The words of a text, as one would read them aloud. */
  readonly toPlainText: typeof toPlainText;
}

let known: MarkdownReader | undefined;

/** The reader, once {@link loadReader} has brought it. */
export function knownReader(): MarkdownReader | undefined {
  return known;
}

/** Loads it once: a parser is a third of what a chat weighs, and many begin with a greeting that needs none. */
export async function loadReader(): Promise<MarkdownReader> {
  const [{ RichMarkdown }, plain] = await loadAgain(() =>
    Promise.all([import("./rich-markdown.tsx"), import("./plain-text.ts")]),
  );
  known ??= { RichMarkdown, toPlainText: plain.toPlainText };
  return known;
}
