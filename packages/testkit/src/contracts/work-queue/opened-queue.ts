import { tenantOf, type WorkItem, type WorkQueue } from "@mozaiks/ai-runtime/ports";
import { vi } from "vitest";

export type OpenWorkQueue = () => Promise<WorkQueue>;

export const acme = tenantOf("acme");
export const globex = tenantOf("globex");

/** Longest that any adapter may take for what these tests wait for. */
const patienceMs = 15_000;

export function until(condition: () => boolean): Promise<void> {
  return vi.waitFor(
    () => {
      if (!condition()) throw new Error("not yet");
    },
    { timeout: patienceMs, interval: 5 },
  );
}

/** A handler that notes what it gets and ends each delivery only when told. */
export interface HeldHandler {
  readonly handler: (item: WorkItem) => Promise<void>;
  /** Every delivery so far, in order. */
  readonly deliveries: readonly HeldDelivery[];
  /** Deliveries that have not ended. */
  readonly open: () => readonly HeldDelivery[];
}

export interface HeldDelivery {
  readonly item: WorkItem;
  /** `app_id/chat_id` */
  readonly name: string;
  readonly isOver: boolean;
  readonly finish: () => void;
  readonly fail: () => void;
}

export function holdDeliveries(): HeldHandler {
  const deliveries: HeldDelivery[] = [];
  return {
    deliveries,
    open: () => deliveries.filter(({ isOver }) => !isOver),
    handler(item) {
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      const end = (action: () => void) => () => {
        delivery.isOver = true;
        action();
      };
      const fail = () => reject(new Error("failed by the test"));
      const delivery = { item, name: nameOf(item), isOver: false, finish: end(resolve), fail: end(fail) };
      deliveries.push(delivery);
      return promise;
    },
  };
}

export function nameOf({ tenant, chat_id }: WorkItem): string {
  return `${tenant.app_id}/${chat_id}`;
}
