import { describe, expect, it } from "vitest";
import { stringify } from "yaml";
import { temporaryWorkflow } from "../../test/definitions/temporary-workflow.ts";
import { playScenarios } from "./play-scenarios.ts";

const tool = { agent: "Ann", description: "Works.", parameters: { type: "object" }, file: "work.ts" };
const workflow = {
  "orchestrator.yaml": "human_in_the_loop: true\n",
  "agents.yaml": stringify({ agents: [{ name: "Ann" }] }),
  "handoffs.yaml": undefined,
  "context_variables.yaml": undefined,
  "tools.yaml": stringify({
    tools: [
      { ...tool, name: "draw", function: "draw" },
      { ...tool, name: "pay", function: "pay", requires_approval: true },
      { ...tool, name: "publish", function: "publish", agent: [] },
      {
        name: "ask",
        agent: "Ann",
        tool_type: "UI_Tool",
        description: "Asks.",
        parameters: { type: "object" },
        ui: { component: "core.form", awaits_response: true, timeout_s: 3_600 },
      },
    ],
  }),
  "ui_config.yaml": stringify({
    artifacts: [{ type: "plan", actions: [{ name: "update_state" }, { name: "publish", tool: "publish" }] }],
  }),
  "tools/greet.ts": undefined,
  "tools/work.ts": `export const draw = ({ title }, { artifacts }) => artifacts.create({ type: "plan", title, state: { rooms: 2 } });
export const pay = () => "paid";
export const publish = ({ artifact_id, loudly }, { artifacts }) =>
  artifacts.update(artifact_id, (state) => ({ ...state, published: loudly ? "LOUD" : "quiet" }));
`,
  "tests/menu.txt": "Green tea, three minutes.\n",
  "rehearsal.ts": `export const Ann = ({ messages }) => ({ content: messages.at(-1).content });\n`,
};

async function play(scenario: object): Promise<readonly string[]> {
  await using folder = await temporaryWorkflow({ ...workflow, "tests/one.yaml": stringify(scenario) });
  const { played, diagnostics } = await playScenarios([folder.path]);
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  const shown = errors.map(({ line, column, code, message, fix }) => `${line}:${column} ${code} ${message} ${fix}`);
  return [...shown, ...played.flatMap(({ mismatches }) => mismatches).map(lineOf)];
}

function lineOf({ when, what, expected, got }: { when: string; what: string; expected: string; got: string }): string {
  return `${when}: ${what}: ${expected} / ${got}`;
}

const drawn = (...titles: readonly string[]): object => ({
  model: { Ann: [{ tools: titles.map((title) => ({ name: "draw", arguments: { title } })) }, "There."] },
});
const rooms = (value: number): object[] => [{ op: "replace", path: "/rooms", value }];

describe("a turn that acts on an artifact", () => {
  it("changes its state, by the version that the person sees", async () => {
    const change = { act: "update_state", expected_version: 1 };
    const turns = [
      { say: "Draw" },
      { ...change, payload: rooms(3), expect: { artifacts: [{ version: 2, state: { rooms: 3 } }] } },
      { ...change, payload: rooms(4), expect: { refused: "artifact.version-conflict", artifacts: [{ version: 2 }] } },
      { ...change, expected_version: 2, payload: rooms(4), expect: { artifacts: [{ state: { rooms: 4 } }] } },
    ];
    expect(await play({ ...drawn("A plan"), turns })).toEqual([]);
  });

  it("calls the action's tool with its payload, for the artifact that is named", async () => {
    const artifacts = [
      { title: "A", state: { rooms: 2 } },
      { title: "B", state: { published: "LOUD" } },
    ];
    const turns = [
      { say: "Draw" },
      { act: "publish", artifact: "B", payload: { loudly: true }, expect: { tools: ["publish"], artifacts } },
    ];
    expect(await play({ ...drawn("A", "B"), turns })).toEqual([]);
  });

  it.each([
    [["A", "B"], {}, "the turn: taken / there are several such artifacts: name one by its title with artifact:"],
    [["A"], { artifact: "C" }, 'the turn: taken / there is no artifact "C"'],
    [["A"], { expected_version: 7 }, "the turn: taken / artifact.version-conflict: "],
    [["A"], { expect: { refused: "artifact.invalid" } }, "refused: artifact.invalid / taken"],
    [
      ["A"],
      { expected_version: 7, expect: { refused: "artifact.invalid" } },
      "the turn: artifact.invalid / artifact.version-conflict: ",
    ],
  ])("fails with artifacts %j and %j when it goes otherwise", async (titles, more, difference) => {
    const turns = [{ say: "Draw" }, { act: "publish", ...more }];
    const [line, ...others] = await play({ ...drawn(...titles), turns });
    expect(line).toContain(`turn 2: ${difference}`);
    expect(others).toEqual([]);
  });
});

describe("a turn in which time passes", () => {
  it("ends a question that is due, and no other", async () => {
    const turns = [
      { say: "Tea", expect: { waiting_for: "ui_tool" } },
      { wait_s: 3_599, expect: { asks: ["ask"], tools: [] } },
      { wait_s: 2, expect: { asks: [], messages: ["Never mind"], waiting_for: "user" } },
      { answer: { a: 1 }, expect: { asks: [] } },
    ];
    const expected = { tools: [{ name: "ask", status: "timeout" }] };
    const model = { Ann: [{ tools: ["ask"] }, "Never mind."] };
    expect(await play({ model, turns: turns.slice(0, 3), expect: expected })).toEqual([]);
    expect(await play({ model, turns })).toEqual(["turn 4: the turn: taken / no such question is open"]);
  });

  it("leaves an approval open however long it is", async () => {
    const turns = [
      { say: "Pay", expect: { waiting_for: "approval" } },
      { wait_s: 31_536_000, expect: { asks: ["pay"], waiting_for: "approval" } },
      { approve: true, expect: { messages: ["Paid"] } },
    ];
    expect(await play({ model: { Ann: [{ tools: ["pay"] }, "Paid."] }, turns })).toEqual([]);
  });
});

describe("a turn that is stopped at a word", () => {
  const model = { Ann: ["Once upon a time there was a very long story", "Tea it is."] };

  it("keeps what was said until then, and goes on with the next message", async () => {
    const turns = [
      {
        say: "Tell me",
        stop_at: "upon a",
        expect: { status: "cancelled", messages: [{ matches: "^Once upon a\\s*$" }] },
      },
      { say: "Tea, please", expect: { messages: ["Tea it is"], waiting_for: "user" } },
    ];
    expect(await play({ model, turns })).toEqual([]);
  });

  it("fails when nobody says it", async () => {
    const turns = [{ say: "Tell me", stop_at: "the end", expect: { status: "cancelled" } }];
    expect(await play({ model, turns })).toEqual(["turn 1: the turn: taken / nobody says what it is stopped at"]);
  });
});

it("sends files of the folder with a message", async () => {
  const messages = [{ matches: 'Read this\\s+Attached "menu.txt" \\(text/plain\\):\\s+Green tea, three minutes' }];
  expect(await play({ turns: [{ say: "Read this", attach: ["tests/menu.txt"], expect: { messages } }] })).toEqual([]);
});

describe("a turn with a mistake", () => {
  it.each([
    [
      { say: "a", attach: ["tests/menus.txt"] },
      'file.missing There is no file "tests/menus.txt". Did you mean "tests/menu.txt"?',
    ],
    [{ say: "a", attach: ["../../etc/passwd"] }, "file.missing There is no file"],
    [{ act: "publsh" }, 'name.unknown No artifact takes "publsh". Did you mean "publish"?'],
    [{ say: "a", payload: {} }, "key.conflict turns[0].payload belongs to act."],
    [{ cancel: true, stop_at: "a" }, "key.conflict turns[0].stop_at belongs to say or answer or"],
    [{ retry: true, comment: "why" }, "key.conflict turns[0].comment belongs to approve."],
    [{ say: "a", wait_s: 3 }, "key.conflict turns[0] must have exactly one of say,"],
    [{ wait_s: 0 }, "value.invalid turns[0].wait_s"],
  ])("is a located error: %j", async (turn, error) => {
    const shown = await play({ turns: [turn] });
    expect(shown).toHaveLength(1);
    expect(shown[0]).toMatch(/^\d+:\d+ /);
    expect(shown[0]).toContain(error);
  });
});
