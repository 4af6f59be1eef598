import { useContext, useLayoutEffect, useRef, useState, type ReactNode } from "react";
import { Composer } from "../../src/view/chat/composer.tsx";
import { useChatSession } from "../../src/view/chat/chat-context.ts";
import { Suggestions } from "../../src/view/chat/suggestions.tsx";
import { UsageLine } from "../../src/view/chat/usage-line.tsx";
import { ServicesContext } from "../../src/view/services.ts";

/** The foot of a chat, with something typed into it and files dropped on it. */
export function Desk({ text = "", files = [] }: { text?: string; files?: readonly File[] }): ReactNode {
  const { chatId } = useChatSession();
  const storage = useContext(ServicesContext)?.storage;
  useState(() => text !== "" && storage?.setItem(`mozaiks.draft.${chatId}`, JSON.stringify(text)));
  const foot = useRef<HTMLElement>(null);
  const dropped = useRef(false);
  useLayoutEffect(() => {
    if (dropped.current || files.length === 0) return;
    dropped.current = true;
    const dataTransfer = new DataTransfer();
    for (const file of files) dataTransfer.items.add(file);
    foot.current?.dispatchEvent(new DragEvent("drop", { bubbles: true, dataTransfer }));
  }, [files]);
  return (
    <footer className="mz-column mz-footer" ref={foot}>
      <Suggestions />
      <Composer />
      <UsageLine />
    </footer>
  );
}
