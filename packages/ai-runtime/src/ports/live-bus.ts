import type { PartialMessage } from "@mozaiks/contracts";
import type { Tenant } from "./tenant.ts";

/** A redacted wire frame on its way to sockets. `data` is the frame as JSON text, ready to be sent as it is. */
export type BusMessage =
  | { readonly kind: "event"; readonly type: string; readonly seq: number; readonly data: string }
  | {
      readonly kind: "delta";
      readonly message_id: string;
      readonly epoch: number;
      readonly offset: number;
      /** `offset` + length of the text, in UTF-16 code units. */
      readonly end: number;
      readonly data: string;
    }
  | { readonly kind: "transient"; readonly data: string }
  /** The session was erased: close its sockets with 4404. */
  | { readonly kind: "erased" };

export interface Subscription extends AsyncDisposable {}

/**
 * Fan-out of new events and text deltas to every gateway process. A hint: a message may be lost, doubled or late; readers
 * deliver strictly by `seq` and read the store when they see a gap.
 *
 * An implementer must: keep the order of one publisher; keep chats and tenants apart; never block the publisher.
 */
export interface LiveBus extends AsyncDisposable {
  publish(tenant: Tenant, chatId: string, message: BusMessage): void;
  /** Resolves when everything published from now on will be delivered. */
  subscribe(tenant: Tenant, chatId: string, listener: (message: BusMessage) => void): Promise<Subscription>;
  /** Answers `partial` requests for a chat until disposed: the runner's text so far. */
  servePartial(tenant: Tenant, chatId: string, answer: () => PartialMessage | undefined): Disposable;
  /** The text so far of the message that is being streamed, or undefined when nobody streams. */
  partial(tenant: Tenant, chatId: string): Promise<PartialMessage | undefined>;
}
