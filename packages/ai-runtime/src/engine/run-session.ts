import { isMozaiksError, type MozaiksError, type ProblemCode } from "@mozaiks/contracts";
import type { Catalog } from "../definitions/catalog.ts";
import type { Definition, DefinitionCode } from "../definitions/definition.ts";
import type { EventStore } from "../ports/event-store.ts";
import type { WorkItem, WorkQueue } from "../ports/work-queue.ts";
import { advance } from "./advance.ts";
import type { Action } from "./core/action.ts";
import { settleArtifacts } from "./core/artifacts.ts";
import { owesReport, reportToParent } from "./child-report.ts";
import { closeCalls } from "./core/close-calls.ts";
import { beforeEnd, decide } from "./core/decide.ts";
import type { Draft } from "./core/draft.ts";
import { failure } from "./core/next-speaker.ts";
import { firstExpiry, isAwaitingAnswer, isAwaitingChild, openCalls, type SessionState } from "./core/state.ts";
import type { ModelPorts } from "./call-model.ts";
import { performChoice } from "./perform-choice.ts";
import { performLoad } from "./perform-load.ts";
import { performChildren } from "./perform-children.ts";
import { performModel } from "./perform-model.ts";
import { performTools } from "./perform-tools.ts";
import { reportRun } from "./report-run.ts";
import type { ToolPorts } from "./run-tool.ts";
import { createRunStop, type RunStop } from "./run-stop.ts";
import { type Hand, isConflict, type Origin, type SessionLog, Superseded } from "./session-log.ts";
import type { Sessions } from "./sessions.ts";
import { outsideTurn, type PartialAnswer, type StepScope, type TurnScope } from "./step-scope.ts";
import { stamp } from "./stamp.ts";

export interface RunnerPorts extends ModelPorts, ToolPorts {
  readonly store: EventStore;
  readonly queue: WorkQueue;
  readonly log: SessionLog;
  readonly catalog: Catalog;
  readonly sessions: Pick<Sessions, "execute" | "submit" | "reportChild">;
  /** True: a session whose `max_tokens` are used up makes no further model call. */
  readonly enforceBudget: boolean;
  /** Aborts when the process is shutting down: model calls end at once, tools may finish, nothing new begins. */
  readonly drain: AbortSignal;
}

/**
 * Runs one session until it waits or is done: fold, decide, perform, append. Takes over a run whose runner died. Stops
 * without a trace when another runner wrote; throws when the store fails, and the queue delivers again.
 */
export async function runSession(ports: RunnerPorts, item: WorkItem): Promise<void> {
  const { tenant, chat_id } = item;
  try {
    const session = await ports.log.origin(tenant, chat_id);
    if (!session) return;
    const partial: PartialAnswer = {};
    using _ = ports.bus.servePartial(tenant, chat_id, () => partial.current?.());
    await using stop = await createRunStop(ports.bus, tenant, chat_id);
    await createRunner(ports, item, session, stop, partial).run();
  } catch (thrown) {
    if (thrown instanceof Superseded || item.signal.aborted || ports.drain.aborted) return;
    if (isMozaiksError(thrown) && thrown.code === "session.not-found") return;
    ports.log.forget(tenant, chat_id);
    throw thrown;
  }
}

function createRunner(ports: RunnerPorts, item: WorkItem, session: Origin, stop: RunStop, partial: PartialAnswer) {
  const { tenant, chat_id } = item;
  const { log, clock, ids, telemetry } = ports;
  const scope = { app_id: tenant.app_id, user_id: session.user_id, workflow_id: session.workflow_id, chat_id };

  /**
   * Appends a step and what follows from it, on whatever head inputs have moved to meanwhile. `more`: other calls of
   * the step are still in flight, so nothing is decided yet.
   */
  async function commit(
    definition: Definition,
    hand: Hand,
    step: readonly Draft[],
    options: { more?: boolean } = {},
  ): Promise<Hand & { settled: boolean }> {
    let base = hand;
    for (;;) {
      item.signal.throwIfAborted();
      const next = advance(
        { clock, ids, definition, chatId: chat_id },
        base.state,
        settleArtifacts(base.state.artifacts, step),
        options,
      );
      if (next.events.length === 0) return { ...base, settled: false };
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

  async function perform(definition: Definition, hand: Hand): Promise<Hand & { settled: boolean }> {
    const action = decide(definition, hand.state);
    const { run, turn } = hand.state;
    if (action.kind === "idle") return settle(hand);
    if (action.kind === "record" || !run) return commit(definition, hand, []);

    const code = await loadCode(definition);
    if (isMozaiksError(code)) {
      return commit(definition, hand, [...closeCalls(hand.state), failure(code.code, code.message)]);
    }
    const deadline = definition.manifest.max_duration_ms;
    using until = stop.forRun(
      hand.state.seq,
      deadline === undefined ? undefined : Date.parse(run.started_at) + deadline,
      clock,
    );
    const scope: StepScope = {
      tenant,
      chat_id,
      user_id: session.user_id,
      definition,
      state: hand.state,
      run,
      lost: callsTools(action) ? item.signal : AbortSignal.any([item.signal, ports.drain]),
      stop: until.signal,
      max_tokens: budget(),
      partial,
    };
    const inTime = (events: readonly Draft[]): readonly Draft[] =>
      until.isTimedOut() ? [...events, timeUp(run.run_id)] : events;
    const used = hand.state.usage.total_tokens;
    if (scope.max_tokens !== undefined && used >= scope.max_tokens && !callsTools(action))
      return commit(definition, hand, [failure("limit.budget", `${used} of ${scope.max_tokens} tokens are used`)]);
    if (action.kind === "children") {
      return commit(definition, hand, inTime(await performChildren(ports, scope, action.calls)));
    }
    if (action.kind === "load") return commit(definition, hand, inTime(await performLoad(ports, scope, code)));
    if (action.kind === "choose") {
      const chosen = await performChoice(ports, scope, code);
      const before = beforeEnd(definition, hand.state, chosen);
      const decided = before.length > 0 ? [...chosen.slice(0, -1), ...before] : chosen;
      return commit(definition, hand, inTime([...action.events, ...decided]));
    }
    const step: TurnScope = turn?.agent === action.agent ? { ...scope, turn } : outsideTurn(scope, action.agent);
    if (action.kind === "tools") {
      let current: Hand & { settled: boolean } = { ...hand, settled: false };
      let left = action.calls.length;
      for await (const events of performTools(ports, step, code, action.calls)) {
        left -= 1;
        current = await commit(definition, current, left === 0 ? inTime(events) : events, { more: left > 0 });
      }
      return current;
    }
    const agent = definition.agents.get(action.agent);
    if (!agent)
      return commit(definition, hand, [failure("handoff.unknown-target", `there is no agent ${action.agent}`)]);
    const committed = await commit(definition, hand, inTime(await performModel(ports, step, agent, code)));
    partial.current = undefined;
    return committed;
  }

  /** Code that cannot be loaded ends the run; it would fail for ever. */
  async function loadCode(definition: Definition): Promise<DefinitionCode | MozaiksError> {
    try {
      return await ports.catalog.code(definition);
    } catch (thrown) {
      if (!isMozaiksError(thrown) || thrown.code === "store.unavailable") throw thrown;
      return thrown;
    }
  }

  function budget(): number | undefined {
    const limit = session.grant?.["max_tokens"];
    return ports.enforceBudget && typeof limit === "number" ? limit : undefined;
  }

  async function settle(hand: Hand): Promise<Hand & { settled: boolean }> {
    if (owesReport(hand.state)) await reportToParent(ports.sessions, tenant, hand.state);
    const wakeAt = firstExpiry(hand.state);
    if (await ports.store.settle(tenant, hand.head, { wakeAt: wakeAt ?? null })) return { ...hand, settled: true };
    return { ...(await log.load(tenant, chat_id)), settled: false };
  }

  /** Expiries that are due become inputs. */
  async function fireTimers(definition: Definition, hand: Hand): Promise<Hand> {
    const now = clock.now().toISOString();
    const due = openCalls(hand.state).filter(
      (call) => isAwaitingAnswer(call) && (call.request?.expires_at ?? "9999") <= now,
    );
    if (due.length === 0) return hand;
    return commit(
      definition,
      hand,
      due.map((call) => ({ type: "timer_fired", timer_id: call.call_id })),
    );
  }

  /** A run that this runner did not start is claimed first: that fences the runner that had it. */
  async function claim(definition: Definition, hand: Hand): Promise<Hand> {
    return isForeign(hand.state) ? commit(definition, hand, [recovery(hand.state)]) : hand;
  }

  async function findDefinition(hand: Hand): Promise<Definition | undefined> {
    try {
      return await ports.catalog.version(hand.state.workflow_id, hand.state.workflow_version);
    } catch (thrown) {
      if (!isMozaiksError(thrown) || thrown.code === "store.unavailable") throw thrown;
      await failWithoutDefinition(hand, thrown.code, thrown.message);
      return undefined;
    }
  }

  async function failWithoutDefinition(hand: Hand, code: ProblemCode, detail: string): Promise<void> {
    const context = { clock, ids, definition: undefined, chatId: chat_id };
    const begin: Draft[] = isForeign(hand.state) ? [recovery(hand.state)] : [];
    if (!hand.state.run) begin.push({ type: "run_started", cause: "user_message" });
    const begun = stamp(context, hand.state, begin);
    const { state, events } = stamp(context, begun.state, [...closeCalls(begun.state), failure(code, detail)]);
    const next = { state, events: [...begun.events, ...events] };
    await log.append(tenant, chat_id, hand.head, next, { runnable: false, wakeAt: null });
  }

  return {
    async run(): Promise<void> {
      let hand = await log.load(tenant, chat_id);
      if (hand.state.seq === 0) return;
      const definition = await findDefinition(hand);
      if (!definition) return;
      hand = await fireTimers(definition, await claim(definition, hand));
      for (;;) {
        item.signal.throwIfAborted();
        ports.drain.throwIfAborted();
        const next = await perform(definition, hand);
        if (next.settled) return;
        hand = next;
      }
    },
  };
}

/** Tools may finish while the process shuts down, and cost no tokens. */
function callsTools({ kind }: Action): boolean {
  return kind === "tools" || kind === "load";
}

/** True for a run that another runner has worked on. */
function isForeign({ run }: SessionState): boolean {
  return run !== undefined && !run.untouched;
}

function recovery(state: SessionState): Draft {
  const open = openCalls(state).map((call) => call.name);
  const { turn } = state;
  const step = !turn ? "select" : open.length > 0 ? `tools ${open.join(", ")}` : `model ${turn.agent}`;
  return { type: "run_recovery", step };
}

function timeUp(runId: string): Draft {
  return { type: "timer_fired", timer_id: `run:${runId}` };
}
