import { lexer, type Token } from "marked";
import { memo, useMemo, useState, type ReactNode } from "react";
import remend from "remend";
import { CodeBlock } from "./code-block.tsx";
import { growBlocks, lexerOptions, noBlocks, openFence } from "./growing-blocks.ts";
import { Nodes } from "./tokens.tsx";

/** Markdown as elements. While `isGrowing`, what the text leaves open (`**`, a fence, a link) is shown as if closed. */
export function Markdown({ text, isGrowing = false }: { text: string; isGrowing?: boolean }): ReactNode {
  return <div className="mz-prose">{isGrowing ? <Growing text={text} /> : <Whole text={text} />}</div>;
}

const Whole = memo(function Whole({ text }: { text: string }): ReactNode {
  const tokens = useMemo(() => lexer(text, lexerOptions).filter((token) => token.type !== "space"), [text]);
  return tokens.map((token, index) => <Block key={index} token={token} />);
});

function Growing({ text }: { text: string }): ReactNode {
  const [known, setKnown] = useState(noBlocks);
  const blocks = growBlocks(known, text);
  if (blocks !== known) setKnown(blocks);
  const open = text.slice(blocks.openStart);
  const fence = openFence(open);
  return (
    <>
      {blocks.closed.map((token, index) => (
        <Block key={index} token={token} />
      ))}
      {fence ? (
        <CodeBlock key="fence" code={fence.code} language={fence.language} />
      ) : (
        <Nodes tokens={lexer(remend(open, { linkMode: "text-only", images: true }), lexerOptions)} />
      )}
    </>
  );
}

const Block = memo(function Block({ token }: { token: Token }): ReactNode {
  return <Nodes tokens={[token]} />;
});
