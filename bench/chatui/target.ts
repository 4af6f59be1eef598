import type { CDPSession, Locator, Page } from "playwright-core";

/** A chat that is measured. */
export interface Target {
  readonly name: string;
  /** A page with a conversation of so many messages; then the processor counts as so many times slower. */
  readonly open: (messages: number, slowdown: number) => Promise<Thread>;
  readonly close: () => Promise<void>;
}

export interface Thread {
  readonly page: Page;
  readonly cdp: CDPSession;
  /** Milliseconds from having the messages until they were drawn. */
  readonly openMs: number;
  /** Milliseconds for receiving and folding the messages; absent where they were handed over in the page. */
  readonly receiveMs?: number;
  readonly box: Locator;
  readonly elements: () => Promise<number>;
  /** More of the answer that is being streamed. */
  readonly write: (text: string) => Promise<void>;
  readonly close: () => Promise<void>;
}
