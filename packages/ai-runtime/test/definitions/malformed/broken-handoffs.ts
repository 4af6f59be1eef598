import type { MalformedDefinition } from "./malformed-definition.ts";

/** A rule from Ann to Bob; its other keys from line 4. */
const rule = (...lines: readonly string[]): string =>
  ["handoff_rules:", "  - source_agent: Ann", "    target_agent: Bob", ...lines.map((line) => `    ${line}`), ""].join(
    "\n",
  );
const expression = (text: string): Readonly<Record<string, string>> => ({
  "handoffs.yaml": rule(`condition: ${text}`, "condition_type: expression"),
});

/** A rule from Ann to a nested chat, which is written from column 34 of line 3 on. */
const nested = (chat: string): Readonly<Record<string, string>> => ({
  "handoffs.yaml": rule('condition: stage == "a"').replace(": Bob", `: { nested_chat: ${chat} }`),
});

export const brokenHandoffs: readonly MalformedDefinition[] = [
  {
    what: "a name that every object has in an expression",
    files: expression("constructor == null"),
    error: "handoffs.yaml:4:16 expression.invalid",
    says: "Declare it",
  },
  {
    what: "an unknown source",
    files: { "handoffs.yaml": rule().replace(": Ann", ": An") },
    error: "handoffs.yaml:2:19 name.unknown",
    says: 'Did you mean "Ann"?',
  },
  {
    what: "an unknown target",
    files: { "handoffs.yaml": rule().replace(": Bob", ": bob") },
    error: "handoffs.yaml:3:19 name.unknown",
    says: 'Did you mean "Bob"?',
  },
  {
    what: "every agent as target",
    files: { "handoffs.yaml": rule().replace(": Bob", ": '*'") },
    error: "handoffs.yaml:3:19 handoff.invalid",
    says: "cannot be a target",
  },
  {
    what: "the end as source",
    files: { "handoffs.yaml": rule().replace(": Ann", ": terminate") },
    error: "handoffs.yaml:2:19 handoff.invalid",
    says: "cannot be a source",
  },
  {
    what: "a rule without target",
    files: { "handoffs.yaml": "handoff_rules:\n  - source_agent: Ann\n" },
    error: "handoffs.yaml:2:5 value.invalid",
    says: "target_agent is missing",
  },
  {
    what: "a person who stays the speaker",
    files: { "handoffs.yaml": rule().replace(": Bob", ": stay").replace(": Ann", ": user") },
    error: "handoffs.yaml:3:19 handoff.invalid",
    says: "cannot stay",
  },
  {
    what: "the manager as source",
    files: { "handoffs.yaml": rule().replace(": Ann", ": manager") },
    error: "handoffs.yaml:2:19 handoff.invalid",
    says: "cannot be a source",
  },
  {
    what: "a nested chat that is a list",
    files: nested("[Bob]"),
    error: "handoffs.yaml:3:34 value.invalid",
    says: "is not an object",
  },
  {
    what: "a nested chat without agents",
    files: nested("{ agents: [] }"),
    error: "handoffs.yaml:3:44 value.invalid",
    says: "agents",
  },
  {
    what: "a nested chat of somebody who is not there",
    files: nested("{ agents: [Bab] }"),
    error: "handoffs.yaml:3:45 name.unknown",
    says: 'Did you mean "Bob"?',
  },
  {
    what: "a nested chat of the agent that begins it",
    files: nested("{ agents: [Bob, Ann] }"),
    error: "handoffs.yaml:3:50 handoff.invalid",
    says: "cannot be in its own nested chat",
  },
  {
    what: "a nested chat that always begins again",
    files: { "handoffs.yaml": rule().replace(": Bob", ": { nested_chat: { agents: [Bob] } }") },
    error: "handoffs.yaml:3:19 handoff.invalid",
    says: "Add a `condition:` that is false some time",
  },
  {
    what: "a nested chat that a person begins",
    files: {
      "handoffs.yaml": nested("{ agents: [Bob] }")["handoffs.yaml"]?.replace("source_agent: Ann", "source_agent: user"),
    },
    error: "handoffs.yaml:3:19 handoff.invalid",
    says: "A person cannot begin a nested chat",
  },
  {
    what: "a nested chat of an agent whose tool asks a person",
    files: {
      ...nested("{ agents: [Bob] }"),
      "tools.yaml": [
        "tools:",
        "  - name: pick",
        "    agent: Bob",
        "    description: Asks.",
        "    tool_type: UI_Tool",
        "    ui: { component: core.form, awaits_response: true }",
        "    parameters: { type: object }",
        "",
      ].join("\n"),
    },
    error: "handoffs.yaml:3:45 handoff.invalid",
    says: "Bob has the tool pick, which waits for a person",
  },
  {
    what: "a nested chat of an agent whose tool needs an approval",
    files: {
      ...nested("{ agents: [Bob] }"),
      "tools.yaml": [
        "tools:",
        "  - agent: Bob",
        "    file: greet.ts",
        "    function: greet",
        "    requires_approval: true",
        "",
      ].join("\n"),
    },
    error: "handoffs.yaml:3:45 handoff.invalid",
    says: "Take greet from Bob",
  },
  {
    what: "a nested chat whose message reads what is not declared",
    files: nested("{ agents: [Bob], message: 'On {{ stag }}' }"),
    error: "handoffs.yaml:3:60 name.unknown",
    says: 'Did you mean "stage"?',
  },
  {
    what: "a nested chat whose message is no template",
    files: nested("{ agents: [Bob], message: '{{ stage' }"),
    error: "handoffs.yaml:3:60 prompt.invalid",
    says: "Not a Liquid template",
  },
  {
    what: "a nested chat without rounds",
    files: nested("{ agents: [Bob], rounds: 0 }"),
    error: "handoffs.yaml:3:59 value.invalid",
    says: "rounds",
  },
  {
    what: "a nested chat with another result",
    files: nested("{ agents: [Bob], result: summary }"),
    error: "handoffs.yaml:3:59 value.invalid",
    says: "Write one of: last, all",
  },
  {
    what: "a nested chat with a key that is not there",
    files: nested("{ agents: [Bob], round: 2 }"),
    error: "handoffs.yaml:3:51 key.unknown",
    says: 'Did you mean "rounds"?',
  },
  {
    what: "another workflow as target with a key that is not there",
    files: { "handoffs.yaml": rule().replace(": Bob", ": { workflow: Other, message: hi }") },
    error: "handoffs.yaml:3:38 key.unknown",
    says: "message",
  },
  {
    what: "an unknown key of a rule",
    files: { "handoffs.yaml": rule("conditon: a") },
    error: "handoffs.yaml:4:5 key.unknown",
    says: 'Did you mean "condition"?',
  },
  {
    what: "a key that follows from others",
    files: { "handoffs.yaml": rule("transition_target: AgentTarget") },
    error: "handoffs.yaml:4:5 key.unknown",
    says: "it follows from target_agent",
  },
  {
    what: "an unknown type of rule",
    files: { "handoffs.yaml": rule("handoff_type: after") },
    error: "handoffs.yaml:4:19 value.invalid",
    says: "after_work",
  },
  {
    what: "a condition rule without condition",
    files: { "handoffs.yaml": rule("handoff_type: condition") },
    error: "handoffs.yaml:2:5 key.missing",
    says: "has no condition",
  },
  {
    what: "a rule before the turn without condition",
    files: { "handoffs.yaml": rule("condition_scope: pre") },
    error: "handoffs.yaml:2:5 key.missing",
    says: "has no condition",
  },
  {
    what: "a question to the model before the turn",
    files: { "handoffs.yaml": rule("condition: When angry", "scope: before_reply") },
    error: "handoffs.yaml:2:5 handoff.invalid",
    says: "cannot ask the model",
  },
  {
    what: "an unknown name in an expression",
    files: expression("stag == 'x'"),
    error: "handoffs.yaml:4:16 expression.invalid",
    says: 'Did you mean "stage"?',
  },
  {
    what: "an unknown name late in a line",
    files: expression("stage == 'x' && coun > 1"),
    error: "handoffs.yaml:4:32 expression.invalid",
    says: 'Did you mean "count"?',
  },
  {
    what: "an unknown name in a quoted expression",
    files: expression('"coun > 1"'),
    error: "handoffs.yaml:4:17 expression.invalid",
    says: 'Did you mean "count"?',
  },
  {
    what: "Python's True outside of ${}",
    files: expression("stage == True"),
    error: "handoffs.yaml:4:25 expression.invalid",
    says: "Write true.",
  },
  {
    what: "Python's and outside of ${}",
    files: expression("count > 1 and count < 3"),
    error: "handoffs.yaml:4:26 expression.invalid",
    says: "Write && for and",
  },
  {
    what: "an assignment as condition",
    files: expression("count = 1"),
    error: "handoffs.yaml:4:22 expression.invalid",
    says: "Compare with ==",
  },
  {
    what: "an expression that is cut off",
    files: expression("count =="),
    error: "handoffs.yaml:4:24 expression.invalid",
    says: "cannot be parsed",
  },
  {
    what: "an expression that is no condition",
    files: expression("count + 1"),
    error: "handoffs.yaml:4:16 expression.invalid",
    says: "not true or false",
  },
  {
    what: "a text compared with a number",
    files: expression("count == 'x'"),
    error: "handoffs.yaml:4:16 expression.invalid",
    says: "never equal",
  },
  {
    what: "a text in an order with a number",
    files: expression("stage > 3"),
    error: "handoffs.yaml:4:16 expression.invalid",
    says: "cannot order",
  },
  {
    what: "a number as condition",
    files: expression("count && true"),
    error: "handoffs.yaml:4:16 expression.invalid",
    says: "needs true or false",
  },
  {
    what: "an unknown function",
    files: expression("foo(stage)"),
    error: "handoffs.yaml:4:16 expression.invalid",
    says: "foo",
  },
  {
    what: "a regular expression in an expression",
    files: expression('stage.matches("(a+)+")'),
    error: "handoffs.yaml:4:16 expression.invalid",
    says: "contains",
  },
  {
    what: "the original's spelling with a mistake",
    files: { "handoffs.yaml": rule("condition: ${stage} == ") },
    error: "handoffs.yaml:4:27 expression.invalid",
    says: "expected a value",
  },
  {
    what: "the original's spelling with an unknown name",
    files: { "handoffs.yaml": rule("condition: ${stag} == 'x'") },
    error: "handoffs.yaml:4:16 expression.invalid",
    says: 'Did you mean "stage"?',
  },
  {
    what: "an unknown name in available_when",
    files: { "handoffs.yaml": rule("available_when: ready") },
    error: "handoffs.yaml:4:21 expression.invalid",
    says: "names ready",
  },
];
