import { describe, expect, it } from "vitest";
import { openFixture } from "./fixture-session.ts";

const done = (index: number) => [{ op: "replace", path: `/steps/${index}/done`, value: true }];

async function atPlan(options: Parameters<typeof openFixture>[1] = {}) {
  const fixture = await openFixture("artifact-work", options);
  await fixture.playUntil("artifact_updated");
  const shown = () => fixture.session.store.getState().artifacts["plan"]?.state;
  return { ...fixture, shown };
}

describe("a change of an artifact", () => {
  it("is shown at once and stays when the server has taken it", async () => {
    const { clock, chat, session, shown } = await atPlan();
    session.act("plan", "update_state", done(0));
    expect(shown()).toMatchObject({ steps: [{ done: true }, { done: false }] });
    expect(session.store.getState().view?.artifacts["plan"]?.state).toMatchObject({ steps: [{ done: false }, {}] });
    await clock.advance(1_000);
    expect(session.store.getState().outbox).toEqual([]);
    expect(shown()).toEqual(chat.view.artifacts["plan"]?.state);
    expect(shown()).toMatchObject({ steps: [{ done: true }, { done: false }] });
  });

  it("builds on the one before it while both are on their way, also offline", async () => {
    const { clock, runtime, chat, session, shown } = await atPlan();
    runtime.isAway = true;
    runtime.cut();
    await clock.advance(100);
    session.act("plan", "update_state", done(0));
    session.act("plan", "update_state", done(1));
    expect(shown()).toMatchObject({ steps: [{ done: true }, { done: true }] });
    runtime.isAway = false;
    await clock.advance(60_000);
    expect(chat.view.artifacts["plan"]).toMatchObject({
      version: 4,
      state: { steps: [{ done: true }, { done: true }] },
    });
    expect(shown()).toEqual(chat.view.artifacts["plan"]?.state);
  });

  it("is taken back, with a problem, when somebody else was faster", async () => {
    const { clock, chat, session, shown } = await atPlan();
    const before = shown();
    session.act("plan", "update_state", [{ op: "remove", path: "/steps/0" }], 1);
    expect(shown()).not.toEqual(before);
    await clock.advance(1_000);
    const { outbox, problem } = session.store.getState();
    expect({ outbox, problem }).toMatchObject({ outbox: [], problem: { code: "artifact.version-conflict" } });
    expect(shown()).toEqual(before);
    expect(chat.view.artifacts["plan"]?.version).toBe(2);
  });

  it("that does not apply to what is shown changes nothing on the screen", async () => {
    const { session, shown } = await atPlan();
    const before = shown();
    session.act("plan", "update_state", [{ op: "remove", path: "/no/such" }]);
    session.act("nothing", "update_state", done(0));
    session.act("plan", "update_state", "not a patch");
    expect(shown()).toEqual(before);
  });
});
