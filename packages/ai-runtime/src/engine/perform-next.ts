import { isMozaiksError, type MozaiksError } from "@mozaiks/contracts";
import type { Definition, DefinitionCode } from "../definitions/definition.ts";
import type { WorkItem } from "../ports/work-queue.ts";
import type { Action } from "./core/action.ts";
import { closeCalls } from "./core/close-calls.ts";
import { beforeEnd, decide } from "./core/decide.ts";
import type { Draft } from "./core/draft.ts";
import { failure } from "./core/next-speaker.ts";
import { performChildren } from "./perform-children.ts";
import { performChoice } from "./perform-choice.ts";
import { performLoad } from "./perform-load.ts";
import { performModel } from "./perform-model.ts";
import { performWrites } from "./perform-writes.ts";
import { performTools } from "./perform-tools.ts";
import type { RunStop } from "./run-stop.ts";
import type { RunnerPorts } from "./runner-ports.ts";
import type { Hand, Origin } from "./session-log.ts";
import type { Progress, SessionWriter } from "./session-writer.ts";
import { outsideTurn, type PartialAnswer, type StepScope, type TurnScope } from "./step-scope.ts";

/** Decides what happens next in a session, does it and records it. */
export type PerformNext = (definition: Definition, hand: Hand) => Promise<Progress>;

export function createPerformer(
  ports: RunnerPorts,
  item: WorkItem,
  session: Origin,
  { commit, settle }: SessionWriter,
  { stop, partial }: { stop: RunStop; partial: PartialAnswer },
): PerformNext {
  const { tenant, chat_id } = item;
  const { clock } = ports;

  async function perform(definition: Definition, hand: Hand): Promise<Progress> {
    const action = decide(definition, hand.state);
    const { run, turn } = hand.state;
    if (action.kind === "idle") return settle(hand);
    if (action.kind === "write")
      return commit(definition, hand, [await performWrites(ports.documents, tenant, chat_id, action.writes)]);
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
    if (action.kind === "load") return commit(definition, hand, inTime(await performLoad(ports, scope, code, action)));
    if (action.kind === "choose") {
      const chosen = await performChoice(ports, scope, code, action.considered);
      const before = beforeEnd(definition, hand.state, chosen);
      const decided = before.length > 0 ? [...chosen.slice(0, -1), ...before] : chosen;
      return commit(definition, hand, inTime([...action.events, ...decided]));
    }
    const step: TurnScope = turn?.agent === action.agent ? { ...scope, turn } : outsideTurn(scope, action.agent);
    if (action.kind === "tools") {
      let current: Progress = { ...hand, settled: false };
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

  return perform;
}

/** Tools may finish while the process shuts down, and cost no tokens. */
function callsTools({ kind }: Action): boolean {
  return kind === "tools" || kind === "load";
}

function timeUp(runId: string): Draft {
  return { type: "timer_fired", timer_id: `run:${runId}` };
}
