import Square from "lucide-react/icons/square";
import { useEffect, useRef, type ReactNode } from "react";
import { useMessages } from "../use-messages.ts";
import { useChat, useChatSession } from "./chat-context.ts";

/** Stops what runs; so does Escape anywhere in the chat, unless a dialog is open. */
export function StopButton(): ReactNode {
  const session = useChatSession();
  const { chat: words } = useMessages();
  const isOnline = useChat(({ connection }) => connection.phase === "online");
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    const root = button.current?.getRootNode();
    if (!(root instanceof Document || root instanceof ShadowRoot)) return undefined;
    const press = (event: Event) => {
      if (!(event instanceof KeyboardEvent) || event.key !== "Escape" || event.defaultPrevented) return;
      if (!root.querySelector("dialog[open]")) session.cancel();
    };
    root.addEventListener("keydown", press);
    return () => root.removeEventListener("keydown", press);
  }, [session]);
  return (
    <button
      ref={button}
      type="button"
      className="mz-round"
      aria-label={words.stop}
      title={words.stopByKey}
      disabled={!isOnline}
      onClick={() => session.cancel()}
    >
      <Square aria-hidden />
    </button>
  );
}
