import type { ChatClient } from "./chat-client.ts";

/** Makes the host's own elements toggle the chat, those that come later too. The result ends it. */
export function connectCustomLauncher(client: ChatClient, selector: string): () => void {
  const click = (event: MouseEvent): void => {
    if (event.target instanceof Element && event.target.closest(selector)) client.toggle();
  };
  document.addEventListener("click", click);
  return () => document.removeEventListener("click", click);
}
