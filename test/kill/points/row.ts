import type { SessionEvent } from "@mozaiks/contracts";
import type { Chat } from "./chat.ts";
import type { Script } from "./script.ts";
import type { Stage } from "./stage.ts";

/** What a row is played with. */
export interface Play {
  readonly stage: Stage;
  /** The row's chat, which has its name. */
  readonly chat: Chat;
}

/** A point of a conversation at which its server is killed, and what must hold afterwards. */
export interface Row {
  /** Names the chat, and is what its messages say: the model, tools and servers know the row by it. */
  readonly name: string;
  /** Default `Bench`. */
  readonly workflow?: string;
  /** Default: says that it is done. */
  readonly script?: Script;
  /** True for a point that passes by itself: the kill comes as soon as it is reached. */
  readonly isFleeting?: boolean;
  /** True when nobody is connected. */
  readonly isAlone?: boolean;
  /** Brings the chat to its point. Resolves by a sign from outside, never by time. */
  arrive(play: Play): Promise<void>;
  /**
   * Plays on with the next server, which has been going on by itself since it listens, and throws when something does not
   * hold. `before` is the log as it was at the kill.
   */
  after(play: Play & { readonly before: readonly SessionEvent[] }): Promise<void>;
}
