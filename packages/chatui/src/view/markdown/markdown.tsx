import { Fragment, memo, useEffect, useState, type ReactNode } from "react";
import { useMessages } from "../use-messages.ts";
import { isPlain } from "./is-plain.ts";
import { knownReader, loadReader, type MarkdownReader } from "./markdown-reader.ts";

export interface MarkdownProps {
  readonly text: string;
  readonly isGrowing?: boolean;
}

/** More characters of one message would stop the page: reading and laying them out takes seconds. */
const maxShown = 100_000;

/** A message in markdown. Of one that is longer than a page can show, its beginning, and how much is missing. */
export function Markdown({ text, isGrowing = false }: MarkdownProps): ReactNode {
  const { rows: words } = useMessages();
  if (text.length <= maxShown) return <WholeMarkdown text={text} isGrowing={isGrowing} />;
  return (
    <>
      <WholeMarkdown text={text.slice(0, maxShown)} isGrowing={isGrowing} />
      <p className="mz-muted">{words.restNotShown(text.length - maxShown)}</p>
    </>
  );
}

/**
 * Markdown as elements. What reads it is loaded with the first text that has any, or that grows; until it is there the text
 * is shown as it is.
 */
const WholeMarkdown = memo(function WholeMarkdown({ text, isGrowing }: Required<MarkdownProps>): ReactNode {
  const reader = useReader(isGrowing || !isPlain(text));
  if (reader) return <reader.RichMarkdown text={text} isGrowing={isGrowing} />;
  return (
    <div className="mz-prose">
      {text
        .trim()
        .split(/\n{2,}/)
        .map((paragraph, index) => (
          <p key={index} dir="auto">
            {paragraph.split("\n").map((line, place) => (
              <Fragment key={place}>
                {place > 0 && <br />}
                {line}
              </Fragment>
            ))}
          </p>
        ))}
    </div>
  );
});

function useReader(isWanted: boolean): MarkdownReader | undefined {
  const [reader, setReader] = useState(knownReader);
  useEffect(() => {
    if (reader || !isWanted) return undefined;
    let isGone = false;
    loadReader().then(
      (loaded) => !isGone && setReader(loaded),
      () => undefined,
    );
    return () => {
      isGone = true;
    };
  }, [reader, isWanted]);
  return reader;
}
