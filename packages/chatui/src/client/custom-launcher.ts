import type { ChatClient } from "./chat-client.ts";

/**
 * Makes the host's own elements toggle the chat, those that come later too. The result ends it. A selector that is none is
 * told as an `error` (`config.launcher`).
 */
export function connectCustomLauncher(client: ChatClient, selector: string): () => void {
  try {
    document.createDocumentFragment().querySelector(selector);
  } catch {
    client.fail({ code: "config.launcher", title: `custom_launcher_selector is no CSS selector: "${selector}"` });
    return () => undefined;
  }
  const click = (event: MouseEvent): void => {
    if (event.target instanceof Element && event.target.closest(selector)) client.toggle();
  };
  document.addEventListener("click", click);
  return () => document.removeEventListener("click", click);
}
