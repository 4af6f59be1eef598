import { applyEvent, emptyView, type SessionView } from "@mozaiks/contracts/fold";
import { beforeAll, describe, expect, it } from "vitest";
import { runCampaign, type Outcome } from "./campaign.ts";
import { planKills } from "./kill-plan.ts";
import { reportOf } from "./report.ts";
import { openWorkshop } from "./workshop.ts";

const kills = Number(process.env["KILLS"] ?? 10);
const seed = Number(process.env["KILL_SEED"] ?? Math.trunc(Math.random() * 2 ** 31));
const people = 4;

describe(`four conversations whose server is killed ${kills} times (KILL_SEED=${seed})`, () => {
  let outcome: Outcome;

  beforeAll(
    async () => {
      await using workshop = await openWorkshop();
      outcome = await runCampaign(planKills(seed, { kills, people }), workshop);
      process.stdout.write(reportOf(outcome, seed));
    },
    60_000 + kills * 30_000,
  );

  it("kill in the middle of real work", () => {
    const phases = outcome.hits.flatMap(({ phases }) => phases);
    expect(outcome.hits).toHaveLength(kills);
    expect(phases.filter((phase) => phase === "tool running" || phase === "in mid-token").length).toBeGreaterThan(0);
    for (const { counts, whole } of outcome.people) {
      expect(counts.acked).toBeGreaterThan(0);
      expect(whole.some(({ type }) => type === "tool_result")).toBe(true);
    }
  });

  it("lose and change nothing that was acknowledged or shown, and record no message twice", () => {
    expect(outcome.findings.lost).toEqual([]);
  });

  it("record every run, step and call exactly once, and ask nothing again", () => {
    expect(outcome.findings.lawless).toEqual([]);
  });

  it("give an idempotent tool one key and never start another tool twice", () => {
    expect(outcome.findings.misdone).toEqual([]);
  });

  it("go on by themselves and end in bounded time", () => {
    expect(outcome.findings.stuck).toEqual([]);
    const waitsMs = outcome.hits
      .flatMap(({ recoveries }) => recoveries.map(({ fromListeningMs }) => fromListeningMs))
      .filter((waitMs) => !Number.isNaN(waitMs))
      .sort((a, b) => a - b);
    // At once, long before the sweeper looks.
    expect(waitsMs[Math.floor(waitsMs.length / 2)]).toBeLessThan(1_500);
    expect(waitsMs.at(-1)).toBeLessThan(10_000);
    expect(outcome.people.map(({ view }) => view.status)).not.toContain("running");
  });

  it("show a client that reconnected all the time what one sees that reads the uncut log", () => {
    for (const { chatId, view, fresh, shown } of outcome.people) {
      const uncut = shown.reduce(applyEvent, emptyView(chatId));
      expect(view).toEqual(fresh);
      expect(logged(view)).toEqual(logged(uncut));
    }
  });
});

/** All of a view that the log alone knows. */
function logged(view: SessionView): Omit<SessionView, "workflow"> {
  const { workflow: _, ...rest } = view;
  return rest;
}
