import Paperclip from "lucide-react/icons/paperclip";
import Pencil from "lucide-react/icons/pencil";
import { Suspense, type ReactNode } from "react";
import { lazyPart } from "../lazy-part.ts";
import { useChatDesk } from "../chat/chat-desk.tsx";
import { CopyButton } from "../markdown/copy-button.tsx";
import { formatMoment } from "../parts/format.ts";
import { useMessages } from "../use-messages.ts";
import type { MessageRow } from "./message-row.ts";

const EditMessage = lazyPart(async () => ({ default: (await import("./edit-message.tsx")).EditMessage }));

/** What a person wrote, as they wrote it. */
export function UserMessage({ row }: { row: MessageRow }): ReactNode {
  const { rows: words, locale } = useMessages();
  const { editing, edit } = useChatDesk();
  const isEdited = editing === row.key;
  return (
    <div className="mz-user" title={formatMoment(row.timestamp, locale)}>
      <span className="mz-hidden">{words.youSaid}</span>
      {isEdited ? (
        <Suspense fallback={<p className="mz-bubble">{row.content}</p>}>
          <EditMessage row={row} />
        </Suspense>
      ) : (
        <p className="mz-bubble" dir="auto">
          {row.content}
        </p>
      )}
      {row.attachments && (
        <div className="mz-chips">
          {row.attachments.map(({ upload_id, name }) => (
            <span key={upload_id} className="mz-chip">
              <Paperclip aria-hidden /> {name ?? words.attachment}
            </span>
          ))}
        </div>
      )}
      {!isEdited && (
        <div className="mz-message-actions">
          <CopyButton text={row.content} label={words.copyMessage} />
          <button
            type="button"
            className="mz-icon-button mz-small"
            aria-label={words.editMessage}
            title={words.editMessage}
            onClick={() => edit(row.key)}
          >
            <Pencil aria-hidden />
          </button>
        </div>
      )}
    </div>
  );
}
