import { type Execution, isRunEnd, type SessionEvent } from "@mozaiks/contracts";
import { setTimeout as sleep } from "node:timers/promises";
import { toFrame } from "../engine/redaction.ts";
import type { EventStore } from "../ports/event-store.ts";
import type { LiveBus } from "../ports/live-bus.ts";
import type { Tenant } from "../ports/tenant.ts";
import { readLog } from "./read-log.ts";

/** How often the log is read although the bus, which may lose a message, said nothing. */
const recheckMs = 1000;

/**
 * How a session's first run ends; its state so far when `signal` aborts before that.
 * @throws MozaiksError `session.not-found` when the session is erased meanwhile.
 */
export async function waitForFirstRun(
  { store, bus }: { readonly store: Pick<EventStore, "read">; readonly bus: Pick<LiveBus, "subscribe"> },
  tenant: Tenant,
  chatId: string,
  signal: AbortSignal,
): Promise<{ execution: Execution; hasEnded: boolean }> {
  let wake = new AbortController();
  const subscription = await bus.subscribe(tenant, chatId, ({ kind }) => {
    if (kind !== "delta") wake.abort();
  });
  try {
    let execution: Execution = { chat_id: chatId, status: "created" };
    let seq = 0;
    for (;;) {
      wake = new AbortController();
      for await (const event of readLog(store, tenant, chatId, seq)) {
        seq = event.seq;
        execution = after(execution, toFrame(event));
        if (isRunEnd(event)) return { execution, hasEnded: true };
      }
      if (signal.aborted) return { execution, hasEnded: false };
      await pause(AbortSignal.any([signal, wake.signal]));
    }
  } finally {
    await subscription[Symbol.asyncDispose]();
  }
}

async function pause(signal: AbortSignal): Promise<void> {
  try {
    await sleep(recheckMs, undefined, { signal });
  } catch (thrown) {
    if (!signal.aborted) throw thrown;
  }
}

function after(execution: Execution, event: SessionEvent): Execution {
  switch (event.type) {
    case "run_started":
      return { ...execution, run_id: event.run_id, status: "running" };
    case "run_paused":
      return { ...execution, status: "paused" };
    case "workflow_complete":
      return { ...execution, status: "completed", ...(event.result !== undefined && { result: event.result }) };
    case "workflow_failed":
      return { ...execution, status: "failed", error: event.error };
    case "workflow_cancelled":
      return { ...execution, status: "cancelled" };
    default:
      return execution;
  }
}
