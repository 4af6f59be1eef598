import Paperclip from "lucide-react/icons/paperclip";
import TriangleAlert from "lucide-react/icons/triangle-alert";
import X from "lucide-react/icons/x";
import type { ReactNode } from "react";
import { formatBytes } from "../parts/format.ts";
import { useMessages } from "../use-messages.ts";
import { useChatDesk } from "./chat-desk.tsx";
import type { AttachedFile } from "./use-attachments.ts";

/** The files that go with the next message, each with how far it is and a way to take it back. */
export function AttachmentList(): ReactNode {
  const { chat: words } = useMessages();
  const { files } = useChatDesk().attachments;
  if (files.length === 0) return null;
  return (
    <ul className="mz-attachments" aria-label={words.attachments}>
      {files.map((file) => (
        <AttachmentItem key={file.id} file={file} />
      ))}
    </ul>
  );
}

function AttachmentItem({ file }: { file: AttachedFile }): ReactNode {
  const { chat: words, locale } = useMessages();
  const { attachments } = useChatDesk();
  const { name, state } = file;
  const refusals: Readonly<Record<string, string>> = words.refusals;
  const label = state.kind === "sending" ? words.stopUpload(name) : words.removeFile(name);
  return (
    <li className="mz-attachment" data-state={state.kind}>
      {state.kind === "refused" ? <TriangleAlert aria-hidden /> : <Paperclip aria-hidden />}
      <span className="mz-attachment-name">{name}</span>
      {state.kind === "sending" && <progress max={1} value={state.share} aria-label={words.uploading(name)} />}
      {state.kind === "ready" && <span className="mz-muted">{formatBytes(state.upload.size, locale)}</span>}
      {state.kind === "refused" && (
        <span className="mz-error" role="alert">
          {words.notAttached(refusals[state.problem.code] ?? state.problem.detail ?? state.problem.title)}
        </span>
      )}
      <button
        type="button"
        className="mz-icon-button mz-small"
        aria-label={label}
        title={label}
        onClick={() => attachments.remove(file.id)}
      >
        <X aria-hidden />
      </button>
    </li>
  );
}
