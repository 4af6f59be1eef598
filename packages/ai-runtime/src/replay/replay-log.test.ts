import type { SessionEvent } from "@mozaiks/contracts";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type EngineOptions, startEngine } from "../../test/engine/harness.ts";
import { buildDefinition } from "../../test/engine/manifest-builder.ts";
import { heldReply, scriptedModel } from "../../test/engine/scripted-model.ts";
import { replayLog } from "./replay-log.ts";

const form = { name: "ask", ui: { component: "core.form", display: "inline" as const, awaits_response: true } };
const team = buildDefinition({
  agents: ["A", "B"],
  tools: [{ name: "look" }, { name: "pay" }, form],
  variables: [{ name: "x", type: "integer" }],
  handoffs: [
    { source: "A", target: "B", stage: "after", condition: "x == 1" },
    { source: "A", target: "B", stage: "llm", condition: "They ask for B." },
    { source: "B", target: "terminate", stage: "after" },
  ],
});
const tools: NonNullable<EngineOptions["tools"]> = {
  look: (_args, { context }) => {
    context.set("x", 1);
    return "seen";
  },
  pay: () => {
    throw new Error("no money");
  },
};

/** A log with tools that work and fail, a form that is answered, a handoff by rule and one by the model. */
async function recorded(): Promise<readonly SessionEvent[]> {
  const model = scriptedModel({
    A: [
      { calls: [["look"], ["pay"], ["unknown"]] },
      { text: "First a form.", calls: [["ask"]] },
      "Thank you.",
      { calls: [["transfer_to_B"]] },
    ],
    B: ["Done.", "Done again."],
  });
  await using engine = await startEngine({ definition: team, model, tools });
  const chat = await engine.open();
  await engine.say(chat, "go");
  const asked = await engine.ended(chat);
  const request = asked.find((event) => event.type === "ui_tool_request");
  await engine.send(chat, { type: "ui_tool_response", call_id: request?.call_id ?? "", response: { ok: true } });
  await engine.ended(chat, 2);
  await engine.say(chat, "again");
  return await engine.ended(chat, 3);
}

describe("a replay", () => {
  it("is identical with the definition that it was recorded with, to the end or not", async () => {
    const log = await recorded();
    expect(log.at(-1)?.type).toBe("workflow_complete");
    const { difference, decisions, events } = replayLog(team, log);
    expect(difference).toBeUndefined();
    expect(events).toBe(log.length);
    expect(decisions).toBeGreaterThan(10);
    for (let length = 1; length < log.length; length += 1)
      expect(replayLog(team, log.slice(0, length)).difference).toBeUndefined();
  });

  it("is identical when people came in between: a stop in mid-token, a message during a turn", async () => {
    const stopped = heldReply("half an ans");
    const held = heldReply("one moment");
    const model = scriptedModel({ A: [stopped.reply, held.reply, "and more"] });
    await using engine = await startEngine({ definition: team, model });
    const chat = await engine.open();
    await engine.say(chat, "go");
    await stopped.started;
    await engine.send(chat, { type: "cancel" });
    await engine.ended(chat);
    await engine.say(chat, "again");
    await held.started;
    await engine.say(chat, "and this");
    held.release();
    const log = await engine.ended(chat, 2);
    expect(log.map(({ type }) => type)).toContain("cancel_requested");
    expect(replayLog(team, log).difference).toBeUndefined();
  });

  it("is identical when a manager model has chosen the end", async () => {
    const definition = buildDefinition({
      agents: ["A", "B"],
      pattern: "AutoPattern",
      manager: { settings: {} },
      human_in_the_loop: false,
    });
    const model = scriptedModel({ manager: ['{"speaker":"A"}', '{"speaker":"user"}'], A: ["done"] });
    await using engine = await startEngine({ definition, model });
    const chat = await engine.open();
    await engine.say(chat, "go");
    const log = await engine.ended(chat);
    expect(log.at(-1)?.type).toBe("workflow_complete");
    expect(replayLog(definition, log).difference).toBeUndefined();
  });

  it("shows the first decision that a changed definition makes otherwise", async () => {
    const log = await recorded();
    const changed = buildDefinition({
      ...team.manifest,
      handoffs: team.manifest.handoffs.map((rule) => (rule.source === "B" ? { ...rule, target: "user" } : rule)),
    });
    const end = log.find(({ type }) => type === "workflow_complete");
    expect(replayLog(changed, log).difference).toMatchObject({
      seq: end?.seq,
      recorded: { type: "workflow_complete", reason: "terminate" },
      decided: { type: "run_paused", waiting_for: "user" },
    });
  });

  it("does not mind where in the file a rule stands", async () => {
    const handoffs = team.manifest.handoffs.map((rule, index) => ({ ...rule, id: `handoffs.yaml:${index + 40}` }));
    expect(replayLog(buildDefinition({ ...team.manifest, handoffs }), await recorded()).difference).toBeUndefined();
  });

  it("notices an event that was taken out, doubled or changed", async () => {
    const log = await recorded();
    const decided = log.filter(({ type }) =>
      ["agent_selected", "run_started", "run_paused", "ui_tool_request", "workflow_complete"].includes(type),
    );
    fc.assert(
      fc.property(fc.constantFrom(...decided), fc.constantFrom("out", "doubled", "changed"), (event, how) => {
        const tampered = log.flatMap((each): readonly SessionEvent[] => {
          if (each !== event) return [each];
          if (how === "out") return [];
          return how === "doubled"
            ? [each, each]
            : [
                {
                  ...each,
                  agent: "Nobody",
                  cause: "cause" in each && each.cause === "response" ? "user_message" : "response",
                  reason: "?",
                  waiting_for: "timer",
                } as never,
              ];
        });
        const numbered = tampered.map((each, index) => ({ ...each, seq: index + 1 }));
        const isLast = how === "out" && event === log.at(-1);
        expect(replayLog(team, numbered).difference === undefined).toBe(isLast);
        expect(replayLog(team, tampered).difference === undefined).toBe(isLast);
      }),
    );
  });

  it.each<[string, (log: readonly SessionEvent[]) => readonly SessionEvent[]]>([
    ["a log without its beginning", (log) => log.slice(1)],
    [
      "an agent that spoke without being selected",
      (log) => log.map((event) => (event.type === "agent_message" ? { ...event, agent: "B" } : event)),
    ],
  ])("refuses %s", async (_, change) => {
    expect(replayLog(team, change(await recorded())).difference).toBeDefined();
  });
});
