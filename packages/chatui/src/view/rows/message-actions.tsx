import type { ReactNode } from "react";
import { CopyButton } from "../markdown/copy-button.tsx";
import { useMessages } from "../use-messages.ts";
import type { MessageRow } from "./message-row.ts";

/** What can be done with something an agent said. */
export function MessageActions({ text }: { row: MessageRow; text: string }): ReactNode {
  const { rows: words } = useMessages();
  if (text === "") return null;
  return (
    <div className="mz-message-actions">
      <CopyButton text={text} label={words.copyMessage} />
    </div>
  );
}
