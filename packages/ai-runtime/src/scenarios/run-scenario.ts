import { isMozaiksError, type SessionEvent } from "@mozaiks/contracts";
import { applyEvent, emptyView, type SessionView } from "@mozaiks/contracts/fold";
import type { Place } from "../definitions/source/diagnostic.ts";
import type { ScenarioTurn } from "../definitions/files/scenario-file.ts";
import type { LoadedWorkflow } from "../definitions/load-workflow.ts";
import type { SourcePath } from "../definitions/source/source-file.ts";
import { replay } from "../engine/core/evolve.ts";
import { type Replay, replayLog } from "../replay/replay-log.ts";
import { tenantOf } from "../ports/tenant.ts";
import { checkExpected, type Difference } from "./check-expected.ts";
import type { Scenario } from "../definitions/load-scenarios.ts";
import { outlineOf } from "./outline.ts";
import { openStage, type Stage } from "./open-stage.ts";
import { createScenarioModel } from "./scenario-model.ts";
import { readLog, settledLog } from "./settled.ts";

/** What did not happen as expected, and where the scenario says so. */
export interface Mismatch extends Difference {
  /** `turn 2`, or `the whole conversation`. */
  readonly when: string;
  readonly place: Place;
}

export interface ScenarioResult {
  readonly ok: boolean;
  readonly mismatches: readonly Mismatch[];
  /** The log, one line for each event. */
  readonly outline: readonly string[];
  readonly durationMs: number;
}

const tenant = tenantOf("scenario");
const user = "person";

/**
 * Plays a scenario against the real engine in a data folder of its own and compares what happens with what it expects.
 * It ends at the first turn that the workflow does not take; a turn takes at most 30 s.
 */
export async function runScenario(workflow: LoadedWorkflow, scenario: Scenario): Promise<ScenarioResult> {
  const started = performance.now();
  const { model = {}, stubs = {}, environment = {}, turns, expect } = scenario.value;
  const models = createScenarioModel(model);
  await using stage = await openStage({
    workflow,
    models,
    environment,
    stubs,
  });
  const mismatches: Mismatch[] = [];
  const add = (when: string, path: SourcePath, differences: readonly Difference[]): void => {
    for (const each of differences)
      mismatches.push({ ...each, when, place: scenario.source.at([...path, ...each.path]) });
  };
  const chatId = "scenario";
  const { variables, claims } = scenario.value;
  const request = {
    user_id: user,
    workflow_id: workflow.workflow_id,
    chat_id: chatId,
    ...(variables && { variables }),
    ...(claims && { claims }),
  };
  let events: readonly SessionEvent[] = [];
  for (const [index, turn] of turns.entries()) {
    const when = `turn ${index + 1}`;
    const before = events.length;
    try {
      if (turn.execute !== undefined) await stage.sessions.execute(tenant, request, turn.execute);
      else {
        if (index === 0) await stage.sessions.open(tenant, request);
        await take(stage, chatId, turn, viewOf(await readLog(stage, tenant, chatId)));
      }
      events = await settledLog(stage, tenant, chatId);
    } catch (thrown) {
      events = await readLog(stage, tenant, chatId);
      add(when, ["turns", index], [{ path: [], what: "the turn", expected: "taken", got: reasonOf(thrown) }]);
      break;
    }
    if (turn.expect) {
      const facts = { events: events.slice(index === 0 ? 0 : before), view: viewOf(events) };
      add(when, ["turns", index, "expect"], checkExpected(turn.expect, facts));
    }
  }
  if (mismatches.length === 0 && expect)
    add("the whole conversation", ["expect"], checkExpected(expect, { events, view: viewOf(events) }));
  if (mismatches.length === 0)
    for (const { agent, replies } of models.unused())
      add(
        "the whole conversation",
        ["model", agent],
        [{ path: [], what: "model", expected: "every reply is used", got: `${replies} of ${agent} left` }],
      );
  const { difference } = await replayed(stage, events);
  if (difference)
    add(
      "the whole conversation",
      [],
      [
        {
          path: [],
          what: "decided again",
          expected: `${difference.seq} ${JSON.stringify(difference.recorded)}`,
          got: JSON.stringify(difference.decided),
        },
      ],
    );
  for (const fault of stage.faults)
    add("the whole conversation", [], [{ path: [], what: "the engine", expected: "no fault", got: fault }]);
  return {
    ok: mismatches.length === 0,
    mismatches,
    outline: outlineOf(events),
    durationMs: performance.now() - started,
  };
}

async function take(stage: Stage, chatId: string, turn: ScenarioTurn, view: SessionView): Promise<void> {
  const submit = (message: Parameters<Stage["sessions"]["submit"]>[2]): Promise<unknown> =>
    stage.sessions.submit(tenant, chatId, message, user);
  if (turn.start) await stage.sessions.start(tenant, chatId);
  else if (turn.say !== undefined)
    await submit({
      type: "user_message",
      content: turn.say,
      ...(turn.to !== undefined && { to: turn.to }),
      ...(turn.page && { context: turn.page }),
    });
  else if (turn.answer !== undefined) {
    const { call_id } = requestOf(view, turn.tool, "ui_tool_request");
    await submit({ type: "ui_tool_response", call_id, response: turn.answer });
  } else if (turn.approve !== undefined) {
    const request = requestOf(view, turn.tool, "approval_request");
    await submit({
      type: "approval_response",
      call_id: request.call_id,
      decision: turn.approve ? "approve" : "deny",
      arguments_hash: request.type === "approval_request" ? request.arguments_hash : "",
      ...(turn.comment !== undefined && { comment: turn.comment }),
    });
  } else await submit({ type: turn.cancel ? "cancel" : "retry" });
}

/** The log decided again: a scenario fails when its workflow would not decide the same twice. */
async function replayed(stage: Stage, events: readonly SessionEvent[]): Promise<Pick<Replay, "difference">> {
  const { workflow_id, workflow_version } = replay(events);
  if (workflow_id === "") return {};
  return replayLog(await stage.catalog.version(workflow_id, workflow_version), events);
}

function requestOf(view: SessionView, tool: string | undefined, type: string) {
  const open = Object.values(view.open_requests).filter((request) => request.type === type);
  const named = open.filter((request) => tool === undefined || toolOf(view, request.call_id) === tool);
  const [request, second] = named;
  if (!request) throw new Error(`no such question${tool === undefined ? "" : ` of ${tool}`} is open`);
  if (second) throw new Error("several questions are open: name one with tool:");
  return request;
}

function toolOf(view: SessionView, callId: string): string | undefined {
  const row = view.rows.find((each) => each.kind === "tool" && each.key === callId);
  return row?.kind === "tool" ? row.name : undefined;
}

function viewOf(events: readonly SessionEvent[]): SessionView {
  return events.reduce(applyEvent, emptyView("scenario"));
}

function reasonOf(thrown: unknown): string {
  if (isMozaiksError(thrown)) return `${thrown.code}: ${thrown.message}`;
  return thrown instanceof Error ? thrown.message : String(thrown);
}
