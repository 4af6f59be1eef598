import type { MarkedToken, Token, Tokens } from "marked";
import { useContext, type ReactNode } from "react";
import { useMessages } from "../use-messages.ts";
import { CodeBlock } from "./code-block.tsx";
import { decodeEntities } from "./entities.ts";
import { allowedImage, allowedLink } from "../../core/url-policy.ts";
import { UrlPolicyContext } from "../url-policy-context.ts";

/** Tokens as elements. HTML in the source is shown as the text it is; nothing is ever parsed as markup. */
export function Nodes({ tokens }: { tokens: readonly Token[] | undefined }): ReactNode {
  return tokens?.map((token, index) => <Node key={index} token={token} />);
}

function Node({ token }: { token: Token }): ReactNode {
  const known = token as MarkedToken;
  switch (known.type) {
    case "space":
    case "def":
      return null;
    case "heading":
      return <Heading depth={known.depth} tokens={known.tokens} />;
    case "paragraph":
      return (
        <p dir="auto">
          <Nodes tokens={known.tokens} />
        </p>
      );
    case "blockquote":
      return (
        <blockquote>
          <Nodes tokens={known.tokens} />
        </blockquote>
      );
    case "list":
      return <List list={known} />;
    case "code":
      return <CodeBlock code={known.text} language={known.lang ?? ""} />;
    case "table":
      return <Table table={known} />;
    case "hr":
      return <hr />;
    case "br":
      return <br />;
    case "strong":
      return (
        <strong>
          <Nodes tokens={known.tokens} />
        </strong>
      );
    case "em":
      return (
        <em>
          <Nodes tokens={known.tokens} />
        </em>
      );
    case "del":
      return (
        <del>
          <Nodes tokens={known.tokens} />
        </del>
      );
    case "codespan":
      return <code>{known.text}</code>;
    case "link":
      return <Link link={known} />;
    case "image":
      return <Picture src={known.href} alt={known.text} />;
    case "checkbox":
      return <TaskBox isDone={known.checked} />;
    case "html":
      return /^<br\s*\/?>\s*$/i.test(known.raw) ? <br /> : known.raw;
    case "escape":
      return known.text;
    case "text":
      return "tokens" in known && known.tokens ? <Nodes tokens={known.tokens} /> : <Words token={known} />;
    default:
      return token.raw;
  }
}

/** The page has its own headings above a message, so those inside begin at level 2. */
function Heading({ depth, tokens }: { depth: number; tokens: readonly Token[] }): ReactNode {
  const Tag = (["h2", "h3", "h4", "h5"] as const)[Math.min(depth, 4) - 1] ?? "h5";
  return (
    <Tag data-depth={depth} dir="auto">
      <Nodes tokens={tokens} />
    </Tag>
  );
}

function List({ list }: { list: Tokens.List }): ReactNode {
  const items = list.items.map((item, index) => (
    <li key={index} data-task={item.task || undefined}>
      <Nodes tokens={item.tokens} />
    </li>
  ));
  if (!list.ordered) return <ul dir="auto">{items}</ul>;
  return (
    <ol dir="auto" start={typeof list.start === "number" ? list.start : 1}>
      {items}
    </ol>
  );
}

function TaskBox({ isDone }: { isDone: boolean }): ReactNode {
  const { rows: words } = useMessages();
  return <input type="checkbox" aria-label={isDone ? words.done : words.toDo} checked={isDone} disabled readOnly />;
}

function Table({ table }: { table: Tokens.Table }): ReactNode {
  const { rows: words } = useMessages();
  const cell = (Tag: "th" | "td") => (content: Tokens.TableCell, index: number) => (
    <Tag key={index} data-align={content.align ?? undefined} dir="auto">
      <Nodes tokens={content.tokens} />
    </Tag>
  );
  return (
    <div className="mz-table" role="region" aria-label={words.table} tabIndex={0}>
      <table dir="auto">
        <thead>
          <tr>{table.header.map(cell("th"))}</tr>
        </thead>
        <tbody>
          {table.rows.map((row, index) => (
            <tr key={index}>{row.map(cell("td"))}</tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** In a bare address character references are not read (`escaped` is absent there). */
function Words({ token }: { token: { text: string; escaped?: boolean } }): ReactNode {
  return token.escaped === undefined ? token.text : decodeEntities(token.text);
}

function Link({ link }: { link: Tokens.Link }): ReactNode {
  const policy = useContext(UrlPolicyContext);
  const href = allowedLink(link.autolink ? link.href : decodeEntities(link.href), policy);
  const content = <Nodes tokens={link.tokens} />;
  if (href === undefined) return content;
  return (
    <a href={href} title={link.title ?? undefined} target="_blank" rel="noopener noreferrer">
      {content}
    </a>
  );
}

function Picture({ src, alt }: { src: string; alt: string }): ReactNode {
  const allowed = allowedImage(decodeEntities(src), useContext(UrlPolicyContext));
  if (allowed === undefined) return alt === "" ? null : <span className="mz-image-refused">{alt}</span>;
  return <img src={allowed} alt={alt} loading="lazy" referrerPolicy="no-referrer" />;
}
