import { describe, expect, it } from "vitest";
import type { JsonObject } from "@mozaiks/contracts";
import { compileExpression } from "../../src/definitions/expressions/compile-expression.ts";
import { scopeOf } from "../../src/definitions/expressions/expression-scope.ts";
import type { ToolFunction } from "../../src/tool.ts";
import { act, after, chatOf, matches, play, pre, results, type Row, type Scene, solo, to, x } from "./ag2-scene.ts";
import { speakerRows } from "./ag2-speakers.ts";

const scope = scopeOf([
  { name: "a", type: "boolean" },
  { name: "b", type: "boolean" },
  { name: "c", type: "boolean" },
  { name: "n", type: "integer" },
  { name: "s", type: "string" },
  { name: "l", type: "array" },
]);
function outcome(source: string, context: JsonObject = {}): boolean | "failed" | "refused" {
  const compiled = compileExpression(source, scope);
  if (!compiled.ok) return "refused";
  const result = compiled.expression.evaluate(context);
  return result.ok ? result.value : "failed";
}

const guard = { id: "agents.yaml:3", name: "g", type: "regex", pattern: "bad", target: "B", message: "no" } as const;

const otherRows: readonly Row[] = [
  [
    "C1",
    "stay repeats the agent; as a pre rule it loops",
    "differs: as a pre rule the agent speaks",
    async () => {
      expect((await play({ ...solo, handoffs: [after("A", "stay")], max_turns: 3 })).speakers).toBe("u A A A");
      expect((await play({ variables: x, handoffs: [pre("A", "stay", "x == 1")] })).speakers).toBe("u A");
    },
  ],
  [
    "C2",
    "a nested chat as after-work or as a tool's target is an error",
    "differs: an after-work with a condition may begin one; without, it is an error at load (broken-handoffs.ts)",
    async () => {
      const variables = [
        { ...x[0], triggers: [{ type: "agent_text", agent: "A", match: { equals: "done" }, set: 2 }] },
      ] as const;
      const scene = {
        agents: ["A", "B"],
        variables,
        handoffs: [{ ...after("A", ""), ...chatOf("B"), condition: "x == 1" }],
      };
      expect(await play({ ...scene, script: { A: ["hm", "done"] } })).toMatchObject({
        speakers: "u A A",
        end: "run_paused",
      });
      const { log } = await play({
        ...scene,
        handoffs: [{ ...scene.handoffs[0], ...pre("A", "", "x == 3"), ...chatOf("B") }],
        tools: act,
        run: { act: to("nested_chat:B") },
        script: { A: [{ calls: [["act"]] }, "sorry"] },
      });
      expect(results(log)).toEqual(["handoff.unknown-target"]);
    },
  ],
  [
    "C4",
    "handing to a user that is not there aborts",
    "differs: without a human in the loop the run is complete",
    async () => {
      expect((await play({ ...solo, handoffs: [after("A", "user")] })).end).toBe("user");
    },
  ],
  [
    "C5",
    "a tool that names nobody is an error at run time",
    "differs: the agent is told and goes on",
    async () => {
      const { end, log } = await play({
        tools: act,
        run: { act: to("Nobody") },
        script: { A: [{ calls: [["act"]] }, "sorry"] },
      });
      expect([end, results(log)]).toEqual(["run_paused", ["handoff.unknown-target"]]);
    },
  ],
  [
    "C6",
    "a nested chat speaks before the agent that began it goes on with its last words; later ones hear the earlier",
    "differs: its agents are in one chat, so no summary is carried over; a pre rule is not tried again at once",
    async () => {
      const handoffs = [{ ...pre("A", "", "x == 1"), ...chatOf("B", "C") }];
      const script = { B: ["one"], C: ["two"], A: ["so"] };
      const { speakers, model } = await play({ agents: ["A", "B", "C"], variables: x, handoffs, script });
      expect([speakers, model.requests.map(({ agent }) => agent).join(" ")]).toEqual(["u A", "B C A"]);
      expect(model.requests[1]?.messages.at(-1)).toEqual({ role: "user", content: "B: one" });
      expect(model.requests[2]?.messages.at(-1)).toEqual({ role: "user", content: "C: two" });
    },
  ],
  [
    "D1",
    "not before and before or, in words and signs",
    matches,
    () => {
      expect(outcome("not ${a} and ${b} or ${c}", { a: true, b: true, c: true })).toBe(true);
      expect(outcome("${a} | ${b} & ${c}", { a: true, b: false, c: false })).toBe(true);
    },
  ],
  [
    "D2",
    "arithmetic, `in` and members are refused",
    "differs: CEL has them; the original spelling has not, but needs no spaces",
    () => {
      expect([outcome("${n} + 1 == 2"), outcome("n + 1 == 2", { n: 1 }), outcome("n in [1]", { n: 1 })]).toEqual([
        "refused",
        true,
        true,
      ]);
      expect(outcome("${a}&${b}", { a: true, b: true })).toBe(true);
    },
  ],
  [
    "D3",
    "a missing variable is an error at run time",
    "differs: at load; one that was never set is null",
    () => {
      expect([outcome("${a} and ${missing}"), outcome("n == null")]).toEqual(["refused", true]);
    },
  ],
  [
    "D4",
    "values are compared as Python does",
    "differs: by type, and nothing fits an ordering by chance",
    () => {
      expect([outcome("n > 1", { n: "5" }), outcome("n == 1", { n: [1] })]).toEqual(["failed", false]);
    },
  ],
  [
    "D5",
    "texts with quotes and signs compare literally",
    matches,
    () => {
      expect([outcome("${s} == 'a & b'", { s: "a & b" }), outcome('${s} == "it\'s"', { s: "it's" })]).toEqual([
        true,
        true,
      ]);
      expect(outcome("s == '${a}'", { s: "${a}" })).toBe(true);
    },
  ],
  [
    "D6",
    "a tool's changes count when it returns them",
    "differs: when it sets them and succeeds",
    async () => {
      const set: ToolFunction = (_args, { context }) => {
        context.set("x", 7);
        throw new Error("no");
      };
      const { log } = await play({
        variables: x,
        tools: act,
        run: { act: set },
        script: { A: [{ calls: [["act"]] }] },
      });
      expect(log.some((event) => event.type === "context_update")).toBe(false);
    },
  ],
  [
    "D7",
    "the second call of a reply sees the first one's changes",
    "differs: calls of one reply run in parallel",
    async () => {
      const add: ToolFunction = (_args, { context }) => context.set("x", Number(context.get("x")) + 1);
      const { log } = await play({
        variables: x,
        tools: act,
        run: { act: add },
        script: { A: [{ calls: [["act"], ["act"]] }] },
      });
      expect(log.flatMap((event) => (event.type === "context_update" ? [event.changes] : []))).toEqual([
        { x: 2 },
        { x: 2 },
      ]);
    },
  ],
  [
    "E1",
    "tools that fail, are unknown or get no JSON: errors, and the caller goes on",
    matches,
    async () => {
      const run: Scene["run"] = { act: () => Promise.reject(new Error("no")) };
      const script: Scene["script"] = { A: [{ calls: [["act"], ["other"], ["act", "{"]] }, "sorry"] };
      const { log, speakers } = await play({ tools: act, run, script });
      expect([speakers, results(log)]).toEqual(["u A", ["tool.unknown", "tool.arguments-invalid", "tool.failed"]]);
    },
  ],
  [
    "E3",
    "results are told as JSON, texts as they are",
    "differs: nothing returned is null",
    async () => {
      const given: unknown[] = [{ a: 1 }, true, "text", undefined];
      const scene = {
        tools: act,
        run: { act: () => given.shift() },
        script: { A: [{ calls: [["act"], ["act"], ["act"], ["act"]] }, "ok"] },
      } as const;
      const { model } = await play(scene);
      const told = model.requests[1]?.messages.flatMap((message) => (message.role === "tool" ? [message.result] : []));
      expect(told).toEqual(['{"a":1}', "true", "text", "null"]);
    },
  ],
  [
    "F1",
    "an input guardrail answers for the agent, and again on its next turn",
    "differs: it looks at the last text only",
    async () => {
      const { model, speakers } = await play({
        agents: [{ name: "A", input_guardrails: [guard] }, "B"],
        says: ["bad", "good"],
      });
      expect([speakers, model.requests.map(({ agent }) => agent)]).toEqual(["u A B u B", ["B", "B"]]);
    },
  ],
  [
    "F2",
    "an output guardrail replaces the text and overrides the route",
    matches,
    async () => {
      const agents = [{ name: "A", output_guardrails: [guard] }, "B", "C"];
      const { speakers, log } = await play({ agents, handoffs: [after("A", "C")], script: { A: ["bad"] } });
      expect([speakers, JSON.stringify(log).includes('"content":"bad"')]).toEqual(["u A B", false]);
    },
  ],
  [
    "F3",
    "an input guardrail comes before pre rules",
    "differs: it belongs to a turn; who is handed over has none",
    async () => {
      const agents = [{ name: "A", input_guardrails: [guard] }, "B", "C"];
      expect((await play({ agents, variables: x, handoffs: [pre("A", "C", "x == 1")], says: ["bad"] })).speakers).toBe(
        "u C",
      );
    },
  ],
  [
    "G1",
    "the person's rules decide, else control returns to the last agent",
    matches,
    async () => {
      const handoffs = [after("A", "B"), after("user", "C", { condition: "x == 2" })];
      expect((await play({ agents: ["A", "B", "C"], variables: x, handoffs, says: ["1", "2"] })).speakers).toBe(
        "u A B u B",
      );
    },
  ],
  [
    "G2",
    "a person's `exit` ends the chat",
    "differs: it is a message like any other; Stop cancels",
    async () => {
      expect((await play({ says: ["exit"] })).speakers).toBe("u A");
    },
  ],
  [
    "G3",
    "max_consecutive_auto_reply ends the chat",
    "differs: the person has the word",
    async () => {
      const agents = [{ name: "A", max_consecutive_auto_reply: 2 }];
      expect(await play({ agents, handoffs: [after("A", "stay")] })).toMatchObject({
        speakers: "u A A",
        end: "run_paused",
      });
    },
  ],
  [
    "H1",
    "a resumed chat begins with the initial agent, and counts anew",
    "differs: a paused one goes on with the last speaker",
    async () => {
      const scene = { agents: ["A", "B"], handoffs: [after("A", "B")], max_turns: 2, says: ["1", "2"] };
      expect(await play(scene)).toMatchObject({ speakers: "u A B u B", end: "run_paused" });
    },
  ],
];

/** Statements about what this runtime has no counterpart of. */
const without: readonly (readonly [id: string, statement: string, why: string])[] = [
  ["C3", "function targets", "there are none; a tool returns handoff_to"],
  ["D8", "{var} templates", "prompts are Liquid; an unknown name is an error at load (broken-agents.ts)"],
  ["E2", "one tool name on two agents", "names are unique; a second one is an error at load (broken-tools.ts)"],
  ["H2", "order of transition events", "agent_selected carries its reason; there is no second event"],
  ["H3", "rules of the beta network", "rules have no priorities; their order in the file counts"],
];

describe("AG2's statements about group chats", () => {
  it.each([...speakerRows, ...otherRows])("%s: %s (%s)", async (_id, _statement, verdict, check) => {
    expect(verdict).toMatch(/^(matches$|differs: .)/);
    await check();
  });

  it("are all here once, or there is a reason why not", () => {
    const count = { A: 10, B: 12, C: 6, D: 8, E: 3, F: 3, G: 3, H: 3 };
    const all = Object.entries(count).flatMap(([letter, last]) =>
      Array.from({ length: last }, (_, index) => `${letter}${index + 1}`),
    );
    const here = [...speakerRows, ...otherRows, ...without].map(([id]) => id);
    expect(here.toSorted()).toEqual(all.toSorted());
  });
});
