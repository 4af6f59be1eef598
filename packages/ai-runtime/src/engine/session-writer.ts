import type { Definition } from "../definitions/definition.ts";
import type { WorkItem } from "../ports/work-queue.ts";
import { advance } from "./advance.ts";
import { owesReport, reportToParent } from "./child-report.ts";
import { settleArtifacts } from "./core/artifacts.ts";
import type { Draft } from "./core/draft.ts";
import { firstExpiry, isAwaitingChild, openCalls, type SessionState } from "./core/state.ts";
import { reportRun } from "./report-run.ts";
import type { RunnerPorts } from "./runner-ports.ts";
import { type Hand, isConflict, type Origin } from "./session-log.ts";

/** A session in hand, and whether nothing is left to do in it. */
export interface Progress extends Hand {
  readonly settled: boolean;
}

/** The one writer of a session while a runner has it. */
export interface SessionWriter {
  /**
   * Appends a step and what follows from it, on whatever head inputs have moved to meanwhile. `more`: other calls of
   * the step are still in flight, so nothing is decided yet. Of an empty step, only the inputs that came meanwhile are read.
   * @throws Superseded when another runner wrote.
   */
  readonly commit: (
    definition: Definition,
    hand: Hand,
    step: readonly Draft[],
    options?: { more?: boolean },
  ) => Promise<Progress>;
  /** Says that nothing is left to do, after telling the parent of a child how it ended. */
  readonly settle: (hand: Hand) => Promise<Progress>;
}

export function createSessionWriter(ports: RunnerPorts, item: WorkItem, session: Origin): SessionWriter {
  const { tenant, chat_id } = item;
  const { log, clock, ids, telemetry } = ports;
  const scope = { app_id: tenant.app_id, user_id: session.user_id, workflow_id: session.workflow_id, chat_id };

  async function commit(
    definition: Definition,
    hand: Hand,
    step: readonly Draft[],
    options: { more?: boolean } = {},
  ): Promise<Progress> {
    let base = hand;
    for (;;) {
      item.signal.throwIfAborted();
      const next = advance(
        { clock, ids, definition, chatId: chat_id },
        base.state,
        settleArtifacts(base.state.artifacts, step),
        options,
      );
      if (next.events.length === 0) return { ...(await log.merge(tenant, chat_id, base)), settled: false };
      const settled = next.settled && !owesReport(next.state);
      const index = settled ? { runnable: false, wakeAt: next.wakeAt } : {};
      try {
        const appended = await log.append(tenant, chat_id, base.head, next, index);
        reportRun(telemetry, scope, appended.events, base.state.run);
        if (next.wakeAt) await ports.queue.enqueue(tenant, chat_id, { at: new Date(next.wakeAt) });
        await cancelChildren(base.state, next.state);
        return { head: appended.head, state: next.state, settled };
      } catch (thrown) {
        if (!isConflict(thrown)) throw thrown;
        base = await log.merge(tenant, chat_id, base);
      }
    }
  }

  /** What a call that was given up had started is given up too. */
  async function cancelChildren(before: SessionState, after: SessionState): Promise<void> {
    const waiting = openCalls(before).filter((call) => isAwaitingChild(before, call));
    const open = new Set(openCalls(after).map((call) => call.call_id));
    for (const { call_id, child } of waiting) {
      if (open.has(call_id) || child === undefined || child in after.children) continue;
      await ports.sessions
        .submit(tenant, child, { type: "cancel" }, "parent")
        .catch((thrown: unknown) => telemetry.fault("cancel of a child", thrown, scope));
    }
  }

  async function settle(hand: Hand): Promise<Progress> {
    if (owesReport(hand.state)) await reportToParent(ports.sessions, tenant, hand.state);
    const wakeAt = firstExpiry(hand.state);
    if (await ports.store.settle(tenant, hand.head, { wakeAt: wakeAt ?? null })) return { ...hand, settled: true };
    return { ...(await log.load(tenant, chat_id)), settled: false };
  }

  return { commit, settle };
}
