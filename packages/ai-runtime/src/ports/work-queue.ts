import type { Tenant } from "./tenant.ts";

/** "This session has work", handed to exactly one live runner. */
export interface WorkItem {
  readonly tenant: Tenant;
  readonly chat_id: string;
  /** Aborts when the item is no longer ours (lease lost, consumer closing): stop without a trace. */
  readonly signal: AbortSignal;
}

export interface Consumer extends AsyncDisposable {
  /** How many items are being handled right now. */
  readonly active: number;
}

/**
 * A hint that provides liveness, never correctness: the log decides what is done.
 *
 * An implementer must: keep at most one pending item per chat; never deliver a chat to two handlers at once; deliver
 * again what a handler rejected or what a dead process held. It may deliver a chat that has no work.
 */
export interface WorkQueue extends AsyncDisposable {
  /**
   * Asks for a run of a chat. `at` delays it (an expiry); the earliest delay wins.
   * Resolves to `pending` when an item was waiting or being handled already; one that is being handled is then
   * delivered once more afterwards.
   */
  enqueue(tenant: Tenant, chatId: string, options?: { at?: Date }): Promise<"accepted" | "pending">;

  /** Starts delivering, at most `concurrency` at once. Disposing stops the intake, aborts and awaits the handlers. */
  consume(handler: (item: WorkItem) => Promise<void>, options: { concurrency: number }): Consumer;
}
