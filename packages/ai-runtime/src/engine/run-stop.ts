import type { Clock } from "../ports/clock.ts";
import type { LiveBus } from "../ports/live-bus.ts";
import type { Tenant } from "../ports/tenant.ts";

/** Tells a runner that the people want it to stop. The bus is a hint: a lost one is seen at the next append. */
export interface RunStop extends AsyncDisposable {
  /**
   * A signal for one step: aborts on a cancel that was logged after `seq`, or at `deadline` (ms since the epoch).
   */
  forRun(seq: number, deadline: number | undefined, clock: Clock): StepStop;
}

export interface StepStop extends Disposable {
  readonly signal: AbortSignal;
  isTimedOut(): boolean;
}

export async function createRunStop(bus: LiveBus, tenant: Tenant, chatId: string): Promise<RunStop> {
  let cancelledAt = 0;
  let current: AbortController | undefined;
  const subscription = await bus.subscribe(tenant, chatId, (message) => {
    if (message.kind !== "event" || message.type !== "cancel_requested") return;
    cancelledAt = message.seq;
    current?.abort(new Error("cancelled"));
  });
  return {
    forRun(seq, deadline, clock) {
      const controller = new AbortController();
      let timedOut = false;
      current = controller;
      if (cancelledAt > seq) controller.abort(new Error("cancelled"));
      const expire = (): void => {
        timedOut = true;
        controller.abort(new Error("max_duration_s"));
      };
      const remaining = deadline === undefined ? undefined : deadline - clock.now().getTime();
      const timer =
        remaining === undefined ? undefined : setTimeout(expire, Math.min(Math.max(0, remaining), 2 ** 31 - 1));
      return {
        signal: controller.signal,
        isTimedOut: () => timedOut,
        [Symbol.dispose]() {
          clearTimeout(timer);
          current = undefined;
        },
      };
    },
    [Symbol.asyncDispose]: () => subscription[Symbol.asyncDispose](),
  };
}
