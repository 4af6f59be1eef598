import { Suspense, type ReactNode } from "react";
import { lazyPart } from "../lazy-part.ts";
import { CopyButton } from "../markdown/copy-button.tsx";
import { useMessages } from "../use-messages.ts";
import type { MessageRow } from "./message-row.ts";

const MessageVerdict = lazyPart(async () => ({ default: (await import("./message-verdict.tsx")).MessageVerdict }));

/** What can be done with something an agent said. */
export function MessageActions({ row, text }: { row: MessageRow; text: string }): ReactNode {
  const { rows: words } = useMessages();
  return (
    <div className="mz-message-actions" data-kept={row.feedback !== undefined || undefined}>
      {text !== "" && <CopyButton text={text} label={words.copyMessage} />}
      <Suspense>
        <MessageVerdict row={row} />
      </Suspense>
    </div>
  );
}
