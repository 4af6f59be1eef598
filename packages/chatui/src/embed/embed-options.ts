import type { ChatConfig } from "../client/chat-config.ts";
import type { AuthAdapter } from "../core/auth-adapter.ts";
import type { UITool } from "../ui-tools/define-ui-tool.ts";

/** What `mozaiksChat.boot()` takes where the chat comes by a script tag. What the tag's `data-*` attributes say comes first. */
export interface EmbedOptions extends Partial<ChatConfig> {
  /** A route of the product that answers launch tokens: `POST { chat_id?, workflow_name? }` → `{ token, chat_id? }`. */
  readonly token_url?: string;
  /** In place of `token_url`: a function of the page. */
  readonly authAdapter?: AuthAdapter;
  /** Components that agents can show, each `{ name, render: { mount(element, props) } }`. */
  readonly uiTools?: readonly UITool[];
}
