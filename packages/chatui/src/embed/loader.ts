import { startLoader } from "./chat-loader.ts";
import type { startChat } from "./mozaiks-chat.tsx";
import { readTag } from "./tag-options.ts";

const { currentScript } = document;
if (currentScript instanceof HTMLScriptElement) {
  // The rest lies beside this file. It is imported, because no policy for scripts stands against that.
  const address = new URL("mozaiks-chat.js", currentScript.src).href;
  const load = async () => (await import(address)) as { readonly startChat: typeof startChat };
  startLoader({ tag: readTag(currentScript), load });
}
