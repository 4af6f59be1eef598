import { describe, expect, it } from "vitest";
import { stringify } from "yaml";
import { temporaryWorkflow } from "../../test/definitions/temporary-workflow.ts";
import { validateFolder } from "../definitions/validate-folder.ts";
import { type PlayedScenario, playScenarios } from "./play-scenarios.ts";

const teahouse: Readonly<Record<string, string>> = {
  "orchestrator.yaml": "workflow_name: Teahouse\nhuman_in_the_loop: true\n",
  "agents.yaml": stringify({ agents: [{ name: "Host", context: ["tea"] }, { name: "Brewer" }] }),
  "handoffs.yaml": stringify({
    handoff_rules: [
      { source_agent: "Host", target_agent: "Brewer", handoff_type: "condition", condition: "tea != null" },
      { source_agent: "Brewer", target_agent: "terminate" },
    ],
  }),
  "context_variables.yaml": stringify({
    definitions: [
      { name: "tea", type: "string" },
      { name: "region", type: "string", source: { type: "config", env_var: "REGION" } },
    ],
  }),
  "tools.yaml": stringify({
    tools: [
      {
        name: "note",
        agent: "Host",
        file: "note.ts",
        function: "note",
        description: "Notes the tea.",
        parameters: { type: "object", properties: { tea: { type: "string" } } },
      },
      {
        name: "ask",
        agent: "Host",
        tool_type: "UI_Tool",
        description: "Asks.",
        parameters: { type: "object" },
        ui: {
          component: "core.form",
          awaits_response: true,
          response_schema: { type: "object", properties: { cup: { enum: ["small", "large"] } }, required: ["cup"] },
        },
      },
    ],
  }),
  "tools/greet.ts": "",
  "tools/note.ts":
    "export function note(args, { context }) { context.set('tea', args.tea); return { noted: args.tea, at: 1 }; }\n",
};

const replies = {
  Host: [{ tools: [{ name: "note", arguments: { tea: "green" } }] }, "Noted."],
  Brewer: ["Here you are."],
};

async function play(scenario: object, changes: Readonly<Record<string, string>> = {}): Promise<PlayedScenario> {
  await using folder = await temporaryWorkflow(
    { ...teahouse, ...changes, "tests/one.yaml": stringify(scenario) },
    "Teahouse",
  );
  const { played, diagnostics } = await playScenarios([folder.path]);
  expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  const [first] = played;
  if (!first) throw new Error("nothing was played");
  return first;
}

function shown({ mismatches }: PlayedScenario): readonly string[] {
  return mismatches.map(({ when, what, expected, got }) => `${when}: ${what}: ${expected} / ${got}`);
}

describe("a scenario", () => {
  it("passes when everything goes as it expects", async () => {
    const expected = {
      speakers: ["Host", "Brewer"],
      tools: [{ name: "note", agent: "Host", arguments: { tea: "green" }, status: "ok", result: { noted: "green" } }],
      messages: ["noted", { from: "Brewer", matches: "^Here.*\\.$" }],
      context: { tea: "green" },
      asks: [],
      artifacts: [],
      status: "completed",
      result: "Here you are.",
    };
    const played = await play({ model: replies, turns: [{ say: "Green tea", expect: expected }], expect: expected });
    expect(shown(played)).toEqual([]);
    expect(played).toMatchObject({ ok: true, workflow_id: "Teahouse", name: "one" });
    expect(played.outline[0]).toBe("  1 session_created");
  });

  it.each<[object, string]>([
    [{ speakers: ["Brewer"] }, "speakers: Brewer / Host, Brewer"],
    [{ tools: [] }, "tools: none / note"],
    [{ tools: [{ name: "note", arguments: { tea: "black" } }] }, 'note.arguments.tea: "black" / "green"'],
    [{ tools: [{ name: "note", agent: "Brewer" }] }, 'note.agent: "Brewer" / "Host"'],
    [{ tools: [{ name: "note", status: "error" }] }, 'note.status: "error" / "ok"'],
    [{ tools: [{ name: "note", result: { at: 2 } }] }, "note.result.at: 2 / 1"],
    [{ messages: ["nothing"] }, 'messages[0]: a message that contains "nothing" / Host: Noted.\nBrewer: Here you are.'],
    [{ messages: ["Here", "Noted"] }, 'messages[1]: a message that contains "Noted" / no further message'],
    [
      { messages: [{ from: "Host", contains: "Here" }] },
      'messages[0]: a message from "Host", contains "Here" / Host: Noted.\nBrewer: Here you are.',
    ],
    [
      { messages: [{ matches: "^noted" }] },
      'messages[0]: a message matches "^noted" / Host: Noted.\nBrewer: Here you are.',
    ],
    [{ messages: [{ structured: {} }] }, "messages[0]: a message structured {} / Host: Noted.\nBrewer: Here you are."],
    [{ context: { tea: "black" } }, 'context.tea: "black" / "green"'],
    [{ asks: ["ask"] }, "asks: ask / none"],
    [{ artifacts: [{ title: "A" }] }, "artifacts: 1 / 0"],
    [{ status: "paused" }, "status: paused / completed"],
    [{ waiting_for: "user" }, "waiting_for: user / nothing"],
    [{ error: "model.unavailable" }, "error: model.unavailable / no failure"],
    [{ result: "tea" }, 'result: "tea" / "Here you are."'],
  ])("fails when %j is not what happens, and says where", async (expect_, difference) => {
    const played = await play({ model: replies, turns: [{ say: "Green tea", expect: expect_ }] });
    expect(shown(played)).toEqual([`turn 1: ${difference}`]);
    const whole = await play({ model: replies, turns: [{ say: "Green tea" }], expect: expect_ });
    expect(shown(whole)).toEqual([`the whole conversation: ${difference}`]);
    expect(played.mismatches[0]?.place.file).toMatch(/Teahouse\/tests\/one\.yaml$/);
    expect(played.mismatches[0]?.place.line).toBeGreaterThan(1);
  });

  it("answers questions, says what is open, and takes a stop", async () => {
    const model = { Host: [{ tools: ["ask"] }, "A large cup.", { tools: ["ask"] }] };
    const played = await play({
      model,
      turns: [
        { say: "Tea", expect: { asks: ["ask"], waiting_for: "ui_tool", tools: [{ name: "ask", status: "open" }] } },
        { answer: { cup: "large" }, tool: "ask", expect: { asks: [], messages: ["large"], waiting_for: "user" } },
        { say: "Again" },
        { cancel: true, expect: { status: "cancelled", asks: [] } },
      ],
      expect: {
        tools: [
          { name: "ask", result: { cup: "large" } },
          { name: "ask", status: "cancelled" },
        ],
      },
    });
    expect(shown(played)).toEqual([]);
  });

  it.each<[object[], string]>([
    [[{ answer: { cup: "large" } }], "turn 1: the turn: taken / no such question is open"],
    [[{ say: "Tea" }, { answer: { cup: "huge" } }], "turn 2: the turn: taken / response.invalid: "],
    [[{ say: "Tea" }, { approve: true }], "turn 2: the turn: taken / no such question is open"],
    [[{ retry: true }], "turn 1: the turn: taken / session.nothing-to-retry: "],
  ])("ends at a turn that cannot be taken: %j", async (turns, difference) => {
    const played = await play({ model: { Host: [{ tools: ["ask"] }] }, turns });
    expect(shown(played)[0]).toContain(difference);
    expect(played.mismatches).toHaveLength(1);
  });

  it("fails when the script has too few or too many replies", async () => {
    const few = await play({ model: { Host: [] }, turns: [{ say: "Tea", expect: { status: "paused" } }] });
    expect(shown(few)).toEqual(["turn 1: status: paused / failed"]);
    expect(few.outline.at(-1)).toContain("The scenario has no further reply of Host");
    const many = await play({ model: { Host: ["a", "b"] }, turns: [{ say: "Tea" }] });
    expect(shown(many)).toEqual(["the whole conversation: model: every reply is used / 1 of Host left"]);
  });

  it("decides about calls that need an approval", async () => {
    const tools =
      teahouse["tools.yaml"]?.replace("    file: note.ts", "    requires_approval: true\n    file: note.ts") ?? "";
    const call = { tools: [{ name: "note", arguments: { tea: "green" } }] };
    const played = await play(
      {
        model: { Host: [call, "Not then.", call, "Noted."], Brewer: ["Here."] },
        turns: [
          { say: "Tea", expect: { waiting_for: "approval", asks: ["note"] } },
          { approve: false, comment: "too green", expect: { tools: [], waiting_for: "user", context: { tea: null } } },
          { say: "Please", expect: { waiting_for: "approval" } },
          { approve: true, tool: "note", expect: { context: { tea: "green" }, status: "completed" } },
        ],
        expect: {
          tools: [
            { name: "note", status: "denied" },
            { name: "note", status: "ok" },
          ],
        },
      },
      { "tools.yaml": tools },
    );
    expect(shown(played)).toEqual([]);
  });

  it("tries a failed run again", async () => {
    const played = await play({
      model: { Host: [] },
      turns: [
        { say: "Tea", expect: { status: "failed", error: "model.unavailable" } },
        { retry: true, expect: { speakers: ["Host"], status: "failed" } },
      ],
    });
    expect(shown(played)).toEqual([]);
    expect(played.outline.join()).toContain("run_started retry");
  });

  it("gives stubs in place of tools, variables, and what programs and environments say", async () => {
    const played = await play({
      model: { Host: [{ tools: [{ name: "note", arguments: {} }] }, "Done."] },
      stubs: { note: { noted: "a stub" } },
      environment: { REGION: "eu" },
      turns: [
        {
          execute: "Tea",
          expect: {
            tools: [{ name: "note", result: { noted: "a stub" } }],
            context: { tea: null, region: "eu", claims: { plan: "pro" } },
          },
        },
      ],
      claims: { plan: "pro" },
    });
    expect(shown(played)).toEqual([]);
    const begun = await play({
      model: { Brewer: ["Here."], Host: ["Hm."] },
      variables: { tea: "black" },
      turns: [{ say: "Tea", expect: { speakers: ["Host", "Brewer"] } }],
    });
    expect(shown(begun)).toEqual([]);
  });

  it("starts an AgentDriven chat", async () => {
    const played = await play(
      { model: { Host: ["Welcome."] }, turns: [{ start: true, expect: { messages: ["Welcome"], status: "paused" } }] },
      { "orchestrator.yaml": "startup_mode: AgentDriven\nhuman_in_the_loop: true\n" },
    );
    expect(shown(played)).toEqual([]);
  });

  it("is played only when the filter meets its name", async () => {
    await using folder = await temporaryWorkflow(
      { ...teahouse, "tests/one.yaml": "turns: [{ say: a }]\n", "tests/two.yaml": "turns: [{ say: a }]\n" },
      "Teahouse",
    );
    const names: string[] = [];
    await playScenarios([folder.path], { filter: "house/TW", onPlayed: ({ name }) => names.push(name) });
    expect(names).toEqual(["two"]);
  });
});

describe("a scenario with mistakes", () => {
  it.each<[string, string]>([
    ["turn: []\n", 'one.yaml:1:1 key.unknown Unknown key "turn". Did you mean "turns"?'],
    ["turns: []\n", "one.yaml:1:8 value.invalid"],
    ["turns: [{ say: a, cancel: true }]\n", "one.yaml:1:9 key.conflict turns[0] must have exactly one of say,"],
    ["turns:\n  - say: a\n    expect: { speakers: [Hots] }\n", 'one.yaml:3:26 name.unknown There is no agent "Hots".'],
    [
      "turns:\n  - say: a\n    expect: { tools: [nota] }\n",
      'one.yaml:3:23 name.unknown There is no tool "nota". Did you mean "note"?',
    ],
    [
      "turns:\n  - say: a\n    expect: { context: { te: 1 } }\n",
      'one.yaml:3:30 name.unknown There is no variable "te".',
    ],
    ["turns:\n  - say: a\n    expect: { messages: [{ matches: '(' }] }\n", "one.yaml:3:37 regex.invalid"],
    ["turns: [{ say: a }]\nmodel: { Hots: [] }\n", 'one.yaml:2:10 name.unknown There is no agent "Hots".'],
    ["turns: [{ say: a }]\nstubs: { nota: 1 }\n", 'one.yaml:2:16 name.unknown There is no tool "nota".'],
    ["- a\n", "one.yaml:1:1 file.wrong-root"],
  ])("is a located error and is not played: %j", async (text, expected) => {
    await using folder = await temporaryWorkflow({ ...teahouse, "tests/one.yaml": text }, "Teahouse");
    const { played, diagnostics } = await playScenarios([folder.path]);
    const [error] = diagnostics.filter(({ severity }) => severity === "error");
    expect(played).toEqual([]);
    expect(
      `${error?.file.split("/").at(-1)}:${error?.line}:${error?.column} ${error?.code} ${error?.message} ${error?.fix}`,
    ).toContain(expected);
    expect(await validateFolder(folder.path)).toMatchObject({ errors: 1, workflows: [{ valid: true }] });
  });
});
