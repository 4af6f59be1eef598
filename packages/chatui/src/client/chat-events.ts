import type { HostEvent } from "../core/host-events.ts";
import type { ChatMode, Surface } from "./surface-state.ts";

type Detail<Type extends HostEvent["type"]> = Omit<Extract<HostEvent, { type: Type }>, "type">;

/** What is shown, for hosts. `chat_id` is absent while a chat is being opened and where one is picked. */
export interface SurfaceDetail {
  readonly surface: Exclude<Surface, "bubble">;
  readonly mode: ChatMode;
  readonly chat_id?: string;
  readonly workflow_name?: string;
}

/** What `on()` tells of, by name. */
export interface ChatEvents {
  /** Commands are obeyed from now on. */
  readonly ready: object;
  /** A surface was opened, or shows another mode. */
  readonly open: SurfaceDetail;
  readonly close: object;
  /** A chat's status changed, or became known. */
  readonly session: Detail<"session">;
  /** Somebody said something. */
  readonly message: Detail<"message">;
  /** A workflow leads on to another one, or to an artifact. */
  readonly navigate: Detail<"navigate">;
  /** How much of all open chats has not been read. */
  readonly unread: Detail<"unread">;
  /** The connection of the chat that is shown. */
  readonly connection: Detail<"connection">;
  readonly error: Detail<"error">;
}

/** What `open()` takes. */
export interface OpenOptions {
  readonly mode?: ChatMode;
  readonly chat_id?: string;
  readonly workflow_name?: string;
  /** Sent once, as soon as the chat is connected. */
  readonly initial_message?: string;
}

/** The chat that was opened; none where the person still has to pick one. */
export interface OpenedChat {
  readonly chat_id?: string;
}
