import { createContext, useContext, useMemo, useState, type DragEvent, type ReactNode } from "react";
import { useMessages } from "../use-messages.ts";
import { useAttachments, type Attachments } from "./use-attachments.ts";

/** What the conversation and the box below it share. */
export interface ChatDesk {
  readonly attachments: Attachments;
  /** The key of the person's message that is being edited. */
  readonly editing: string | undefined;
  readonly edit: (key: string | undefined) => void;
}

const ChatDeskContext = createContext<ChatDesk | undefined>(undefined);

/** @throws Error outside a chat. */
export function useChatDesk(): ChatDesk {
  const desk = useContext(ChatDeskContext);
  if (!desk) throw new Error("This component must be inside a chat");
  return desk;
}

/** All of a chat is where files can be dropped. */
export function ChatDeskArea({ children }: { children: ReactNode }): ReactNode {
  const { chat: words } = useMessages();
  const attachments = useAttachments();
  const [editing, edit] = useState<string>();
  const [depth, setDepth] = useState(0);
  const desk = useMemo(() => ({ attachments, editing, edit }), [attachments, editing]);
  const onEnter = (event: DragEvent) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    setDepth((before) => before + 1);
  };
  const onDrop = (event: DragEvent) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    setDepth(0);
    attachments.add(Array.from(event.dataTransfer.files));
  };
  return (
    <ChatDeskContext value={desk}>
      <div
        className="mz-desk"
        onDragEnter={onEnter}
        onDragOver={(event) => carriesFiles(event) && event.preventDefault()}
        onDragLeave={(event) => carriesFiles(event) && setDepth((before) => Math.max(0, before - 1))}
        onDrop={onDrop}
      >
        {children}
        {depth > 0 && (
          <div className="mz-drop" aria-hidden>
            {words.dropHere}
          </div>
        )}
      </div>
    </ChatDeskContext>
  );
}

function carriesFiles({ dataTransfer }: DragEvent): boolean {
  return dataTransfer.types.includes("Files");
}
