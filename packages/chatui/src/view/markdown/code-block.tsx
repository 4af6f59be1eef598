import type { ReactNode } from "react";
import { useMessages } from "../use-messages.ts";
import { CodeLines } from "./code-lines.tsx";
import { CopyButton } from "./copy-button.tsx";

export interface CodeBlockProps {
  readonly code: string;
  readonly language: string;
  /** More of it is still to come: it is not coloured yet. */
  readonly isGrowing?: boolean;
}

/** A block of code with its language and a button that copies it. */
export function CodeBlock({ code, language, isGrowing = false }: CodeBlockProps): ReactNode {
  const { rows: words } = useMessages();
  const name = language.split(/[\s{:,]/, 1)[0] ?? "";
  return (
    <figure className="mz-code" dir="ltr">
      <figcaption>
        <span>{name || words.plainText}</span>
        <CopyButton text={code} label={words.copyCode} />
      </figcaption>
      <pre tabIndex={0} aria-label={words.codeIn(name || words.plainText)} role="region">
        <code>
          <CodeLines code={code} language={isGrowing ? "" : name} />
        </code>
      </pre>
    </figure>
  );
}
