import { expect, it } from "vitest";
import { stringify } from "yaml";
import { temporaryWorkflow } from "../../test/definitions/temporary-workflow.ts";
import { type PlayedScenario, playScenarios } from "./play-scenarios.ts";

const workflow = {
  "orchestrator.yaml": "orchestration_pattern: ManualPattern\nhuman_in_the_loop: true\n",
  "agents.yaml": stringify({
    agents: [{ name: "Ann" }, { name: "Bob" }, { name: "Cat", structured_output: "Verdict" }],
  }),
  "handoffs.yaml": stringify({
    handoff_rules: [
      { source_agent: "Ann", target_agent: "Bob", handoff_type: "condition", condition: "The person asks for Bob" },
    ],
  }),
  "context_variables.yaml": stringify({
    definitions: [{ name: "place", type: "string", source: { type: "ui", path: "page.id" } }],
  }),
  "structured_outputs.yaml": "models: { Verdict: { fields: { good: bool } } }\n",
  "tools.yaml": stringify({
    tools: [
      {
        name: "draw",
        agent: "Bob",
        file: "draw.ts",
        function: "draw",
        description: "Draws.",
        parameters: { type: "object" },
      },
    ],
  }),
  "tools/greet.ts": "",
  "tools/draw.ts": `export async function draw(args, { artifacts }) {
  await artifacts.create({ type: "plan", title: "The plan", state: { rooms: 2 } });
  return "drawn";
}
`,
};

async function play(scenario: object, changes: Readonly<Record<string, string>> = {}): Promise<PlayedScenario> {
  await using folder = await temporaryWorkflow({ ...workflow, ...changes, "tests/one.yaml": stringify(scenario) });
  const { played, diagnostics } = await playScenarios([folder.path]);
  expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  const [first] = played;
  if (!first) throw new Error("nothing was played");
  return first;
}

const differences = ({ mismatches }: PlayedScenario): readonly string[] =>
  mismatches.map(({ what, expected, got }) => `${what}: ${expected} / ${got}`);

it("speaks to an agent of its choice, from a page, and is told apart by its description", async () => {
  const played = await play({
    description: "Speaks to Cat",
    model: { Cat: [{ structured: { good: true } }] },
    turns: [
      {
        say: "Hi",
        to: "Cat",
        page: { page: { id: "kitchen" } },
        expect: { speakers: ["Cat"], context: { place: "kitchen" }, messages: [{ structured: { good: true } }] },
      },
    ],
  });
  expect(differences(played)).toEqual([]);
  expect(played.description).toBe("Speaks to Cat");
});

it("lets a scripted reply hand over, and speak before it calls its tools", async () => {
  const played = await play({
    model: { Ann: [{ handoff: "Bob" }], Bob: [{ content: "A moment.", tools: ["draw"] }, "There."] },
    turns: [{ say: "Bob, please", to: "Ann", expect: { speakers: ["Ann", "Bob"], messages: ["A moment.", "There."] } }],
  });
  expect(differences(played)).toEqual([]);
});

it.each([
  [{ type: "drawing" }, 'artifacts[0].type: "drawing" / "plan"'],
  [{ title: "A plan" }, 'artifacts[0].title: "A plan" / "The plan"'],
  [{ version: 2 }, "artifacts[0].version: 2 / 1"],
  [{ state: { rooms: 3 } }, "artifacts[0].state.rooms: 3 / 2"],
])("fails when there is no artifact %j", async (artifact, difference) => {
  const scenario = { model: { Bob: [{ tools: ["draw"] }, "There."] }, turns: [{ say: "Draw", to: "Bob" }] };
  expect(differences(await play({ ...scenario, expect: { artifacts: [artifact] } }))).toEqual([difference]);
});

const noting = {
  "context_variables.yaml": stringify({
    definitions: [
      {
        name: "known",
        type: "array",
        source: { type: "data_reference", collection: "notes", query: { text: { ne: "old" } }, fields: ["id"] },
      },
      {
        name: "note",
        type: "object",
        source: { type: "data_entity", collection: "notes", key: "new", schema: { required: ["text"] } },
      },
    ],
  }),
  "tools/draw.ts": "export const draw = (args, { context }) => context.set('note', { text: 'drawn', size: 2 });\n",
};
const drawing = {
  documents: {
    notes: [
      { id: "a", text: "kept" },
      { id: "b", text: "old" },
    ],
  },
  model: { Bob: [{ tools: ["draw"] }, "There."] },
};

it("gives the app documents, and finds those that were written", async () => {
  const written = { id: "new", text: "drawn" };
  const expected = {
    context: { known: [{ id: "a" }] },
    documents: { notes: [{ id: "a" }, { id: "b" }, written], none: [] },
  };
  const scenario = { ...drawing, turns: [{ say: "Draw", to: "Bob", expect: expected }], expect: expected };
  expect(differences(await play(scenario, noting))).toEqual([]);
});

it.each([
  [[{ text: "kept" }], /documents\.notes: \[\{"text":"kept"\}\] \/ \[\{"id":"a"/],
  [[{}, {}, { text: "lost" }], /documents\.notes\.2\.text: "lost" \/ "drawn"/],
])("fails when the documents of a collection are not %j", async (notes, difference) => {
  const documents = { documents: { notes } };
  const inTurn = { ...drawing, turns: [{ say: "Draw", to: "Bob", expect: documents }] };
  const atEnd = { ...drawing, turns: [{ say: "Draw", to: "Bob" }], expect: documents };
  for (const scenario of [inTurn, atEnd])
    expect(differences(await play(scenario, noting))).toEqual([expect.stringMatching(difference)]);
});

it("tells the agent why a call was refused", async () => {
  const asked = {
    model: { Bob: [{ tools: ["draw"] }, "Not then."] },
    expect: { tools: [{ name: "draw", status: "denied" }] },
  };
  const played = await play(
    {
      ...asked,
      turns: [
        { say: "Draw", to: "Bob" },
        { approve: false, comment: "too early" },
      ],
    },
    {
      "tools.yaml": workflow["tools.yaml"].replace(
        "    file: draw.ts",
        "    requires_approval: true\n    file: draw.ts",
      ),
    },
  );
  expect(differences(played)).toEqual([]);
  expect(played.outline.join("\n")).toContain("too early");
});

it("answers the question of the tool that it names", async () => {
  const question = (name: string): object => ({
    name,
    agent: "Ann",
    tool_type: "UI_Tool",
    description: "Asks.",
    parameters: { type: "object" },
    ui: { component: "core.form", awaits_response: true },
  });
  const played = await play(
    {
      model: { Ann: [{ tools: ["size", "colour"] }, "Thanks."] },
      turns: [
        { say: "Hi", to: "Ann" },
        { answer: { a: 1 }, tool: "colour", expect: { asks: ["size"] } },
        { answer: { a: 2 }, tool: "size", expect: { asks: [] } },
      ],
    },
    { "tools.yaml": stringify({ tools: [question("size"), question("colour")] }) },
  );
  expect(differences(played)).toEqual([]);
});
