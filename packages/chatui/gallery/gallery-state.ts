import type { ReactNode } from "react";
import type { ChatSession } from "../src/core/chat-session.ts";

/** One component in one state. */
export interface GalleryState {
  readonly name: string;
  /** The chat it is in. */
  readonly session?: ChatSession | undefined;
  readonly show: () => ReactNode;
  /** It fills a height, as a whole chat does. */
  readonly isTall?: boolean;
  /** It brings all of its surroundings, as a product's page would. */
  readonly isPage?: boolean;
}
