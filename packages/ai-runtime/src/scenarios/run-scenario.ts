import { isMozaiksError, type SessionEvent } from "@mozaiks/contracts";
import { applyEvent, emptyView, type SessionView } from "@mozaiks/contracts/fold";
import type { Place } from "../definitions/source/diagnostic.ts";
import type { Expected, ScenarioTurn } from "../definitions/files/scenario-file.ts";
import type { LoadedWorkflow } from "../definitions/load-workflow.ts";
import type { SourcePath } from "../definitions/source/source-file.ts";
import { replay } from "../engine/core/evolve.ts";
import { type Replay, replayLog } from "../replay/replay-log.ts";
import { tenantOf } from "../ports/tenant.ts";
import { checkExpected, type Difference } from "./check-expected.ts";
import type { Scenario } from "../definitions/load-scenarios.ts";
import { outlineOf } from "./outline.ts";
import { openStage, type Stage } from "./open-stage.ts";
import { createScenarioModel, type ScenarioModel } from "./scenario-model.ts";
import { putDocuments, readDocuments } from "./scenario-documents.ts";
import { readLog, settledLog } from "./settled.ts";
import { type Person, takeTurn } from "./take-turn.ts";

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
  const person = { tenant, chatId, user, folder: workflow.folder };
  const { variables, claims } = scenario.value;
  const request = {
    user_id: user,
    workflow_id: workflow.workflow_id,
    chat_id: chatId,
    ...(variables && { variables }),
    ...(claims && { claims }),
  };
  await putDocuments(stage, tenant, scenario.value.documents);
  const factsOf = async (expected: Expected, seen: readonly SessionEvent[]) => ({
    events: seen,
    view: viewOf(events),
    documents: await readDocuments(stage, tenant, expected),
  });
  let events: readonly SessionEvent[] = [];
  for (const [index, turn] of turns.entries()) {
    const when = `turn ${index + 1}`;
    const before = events.length;
    const refused = turn.expect?.refused;
    try {
      events = await played({ stage, models }, person, turn, async () => {
        if (turn.execute !== undefined) return stage.sessions.execute(tenant, request, turn.execute);
        if (index === 0) await stage.sessions.open(tenant, request);
        return takeTurn(stage, person, turn, viewOf(await readLog(stage, tenant, chatId)));
      });
      if (refused !== undefined)
        add(
          when,
          ["turns", index, "expect"],
          [{ path: ["refused"], what: "refused", expected: refused, got: "taken" }],
        );
    } catch (thrown) {
      events = await readLog(stage, tenant, chatId);
      const expected = refused ?? "taken";
      if (!isMozaiksError(thrown) || thrown.code !== expected) {
        add(when, ["turns", index], [{ path: [], what: "the turn", expected, got: reasonOf(thrown) }]);
        break;
      }
    }
    if (turn.expect) {
      const facts = await factsOf(turn.expect, events.slice(index === 0 ? 0 : before));
      add(when, ["turns", index, "expect"], checkExpected(turn.expect, facts));
    }
  }
  if (mismatches.length === 0 && expect)
    add("the whole conversation", ["expect"], checkExpected(expect, await factsOf(expect, events)));
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

/** The log when all is done that a turn leads to; with `stop_at`, when the person has stopped it there. */
async function played(
  { stage, models }: { stage: Stage; models: ScenarioModel },
  person: Person,
  turn: ScenarioTurn,
  begin: () => Promise<unknown>,
): Promise<readonly SessionEvent[]> {
  const { chatId } = person;
  if (turn.stop_at === undefined) {
    await begin();
    return settledLog(stage, tenant, chatId);
  }
  const said = models.holdAt(turn.stop_at).then(() => "said" as const);
  await begin();
  const done = settledLog(stage, tenant, chatId);
  if ((await Promise.race([said, done])) !== "said") throw new Error("nobody says what it is stopped at");
  await stage.sessions.submit(tenant, chatId, { type: "cancel" }, user);
  return done;
}

/** The log decided again: a scenario fails when its workflow would not decide the same twice. */
async function replayed(stage: Stage, events: readonly SessionEvent[]): Promise<Pick<Replay, "difference">> {
  const { workflow_id, workflow_version } = replay(events);
  if (workflow_id === "") return {};
  return replayLog(await stage.catalog.version(workflow_id, workflow_version), events);
}

function viewOf(events: readonly SessionEvent[]): SessionView {
  return events.reduce(applyEvent, emptyView("scenario"));
}

function reasonOf(thrown: unknown): string {
  if (isMozaiksError(thrown)) return `${thrown.code}: ${thrown.message}`;
  return thrown instanceof Error ? thrown.message : String(thrown);
}
