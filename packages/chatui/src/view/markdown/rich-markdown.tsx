import { lexer, type Token } from "marked";
import { memo, useEffect, useMemo, useState, type ReactNode } from "react";
import { sheet as prose } from "../../styles/generated/prose.ts";
import { useSheet } from "../style-root.ts";
import { CodeBlock } from "./code-block.tsx";
import type { MarkdownProps } from "./markdown.tsx";
import { growBlocks, lexerOptions, noBlocks, openFence } from "./growing-blocks.ts";
import { knownTextCloser, loadTextCloser, type TextCloser } from "./text-closer.ts";
import { Nodes } from "./tokens.tsx";

/**
 * Markdown as elements. While `isGrowing`, what the text leaves open (`**`, a fence, a link) is shown as if closed. When
 * it is whole it is read once more at once, because a definition at its end may belong to a link at its beginning.
 */
export const RichMarkdown = memo(function RichMarkdown({ text, isGrowing = false }: MarkdownProps): ReactNode {
  useSheet(prose);
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
