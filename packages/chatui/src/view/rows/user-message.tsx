import Paperclip from "lucide-react/icons/paperclip";
import type { ReactNode } from "react";
import { useMessages } from "../use-messages.ts";
import type { MessageRow } from "./message-row.ts";

/** What a person wrote, as they wrote it. */
export function UserMessage({ row }: { row: MessageRow }): ReactNode {
  const { rows: words } = useMessages();
  return (
    <div className="mz-user" title={new Date(row.timestamp).toLocaleString()}>
      <span className="mz-hidden">{words.youSaid}</span>
      <p className="mz-bubble" dir="auto">
        {row.content}
      </p>
      {row.attachments?.map(({ upload_id, name }) => (
        <span key={upload_id} className="mz-chip">
          <Paperclip aria-hidden /> {name ?? words.attachment}
        </span>
      ))}
    </div>
  );
}
