import { lexer, type Token } from "marked";
import { memo, useEffect, useMemo, useState, type ReactNode } from "react";
import { CodeBlock } from "./code-block.tsx";
import { growBlocks, lexerOptions, noBlocks, openFence } from "./growing-blocks.ts";
import { knownTextCloser, loadTextCloser, type TextCloser } from "./text-closer.ts";
import { useMessages } from "../use-messages.ts";
import { Nodes } from "./tokens.tsx";

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
 * Markdown as elements. While `isGrowing`, what the text leaves open (`**`, a fence, a link) is shown as if closed. When
 * it is whole it is read once more at once, because a definition at its end may belong to a link at its beginning.
 */
const WholeMarkdown = memo(function WholeMarkdown({ text, isGrowing }: Required<MarkdownProps>): ReactNode {
  const [known, setKnown] = useState(noBlocks);
  const blocks = isGrowing ? growBlocks(known, text) : known;
  if (blocks !== known) setKnown(blocks);
  const whole = useMemo(
    () => (isGrowing ? undefined : lexer(text, lexerOptions).filter((token) => token.type !== "space")),
    [isGrowing, text],
  );
  return (
    <div className="mz-prose">
      {(whole ?? blocks.closed).map((token, index) => (
        <Block key={index} token={token} />
      ))}
      {!whole && <OpenBlock text={blocks.text.slice(blocks.openStart)} />}
    </div>
  );
});

export interface MarkdownProps {
  readonly text: string;
  readonly isGrowing?: boolean;
}

const Block = memo(function Block({ token }: { token: Token }): ReactNode {
  return <Nodes tokens={[token]} />;
});

function OpenBlock({ text }: { text: string }): ReactNode {
  const close = useTextCloser();
  const fence = openFence(text);
  if (fence) return <CodeBlock code={fence.code} language={fence.language} isGrowing />;
  return <Nodes tokens={lexer(close(text), lexerOptions)} />;
}

/** Until it is loaded an open `**` is shown as it is. */
function useTextCloser(): TextCloser {
  const [closer, setCloser] = useState<TextCloser | undefined>(knownTextCloser);
  useEffect(() => {
    if (closer) return undefined;
    let isGone = false;
    const take = (loaded: TextCloser) => !isGone && setCloser(() => loaded);
    loadTextCloser().then(take, () => undefined);
    return () => {
      isGone = true;
    };
  }, [closer]);
  return closer ?? ((text) => text);
}
