import { describe } from "vitest";
import { consumerContract } from "./work-queue/consumers.ts";
import { deliveryContract } from "./work-queue/delivery.ts";
import type { OpenWorkQueue } from "./work-queue/opened-queue.ts";

/** What every work queue must do. Each adapter's test calls this once; `open` gives a fresh, empty queue each time. */
export function workQueueContract(open: OpenWorkQueue): void {
  describe("delivery", () => {
    deliveryContract(open);
  });
  describe("consumers", () => {
    consumerContract(open);
  });
}
