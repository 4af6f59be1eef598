import { isMozaiksError, type ProblemCode } from "@mozaiks/contracts";
import type { Definition } from "../definitions/definition.ts";
import type { WorkItem } from "../ports/work-queue.ts";
import { closeCalls } from "./core/close-calls.ts";
import type { Draft } from "./core/draft.ts";
import { failure } from "./core/next-speaker.ts";
import { isAwaitingAnswer, openCalls, type SessionState } from "./core/state.ts";
import { createPerformer, type PerformNext } from "./perform-next.ts";
import { createRunStop } from "./run-stop.ts";
import type { RunnerPorts } from "./runner-ports.ts";
import { type Hand, Superseded } from "./session-log.ts";
import { createSessionWriter, type SessionWriter } from "./session-writer.ts";
import type { PartialAnswer } from "./step-scope.ts";
import { stamp } from "./stamp.ts";

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
    const writer = createSessionWriter(ports, item, session);
    const performNext = createPerformer(ports, item, session, writer, { stop, partial });
    await createRunner(ports, item, writer, performNext).run();
  } catch (thrown) {
    if (thrown instanceof Superseded || item.signal.aborted || ports.drain.aborted) return;
    if (isMozaiksError(thrown) && thrown.code === "session.not-found") return;
    ports.log.forget(tenant, chat_id);
    throw thrown;
  }
}

function createRunner(ports: RunnerPorts, item: WorkItem, { commit }: SessionWriter, performNext: PerformNext) {
  const { tenant, chat_id } = item;
  const { log, clock, ids } = ports;

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
        const next = await performNext(definition, hand);
        if (next.settled) return;
        hand = next;
      }
    },
  };
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
