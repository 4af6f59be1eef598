import type { Manifest } from "@mozaiks/ai-runtime";
import { describe, expect, it } from "vitest";
import { toMermaid } from "./mermaid.ts";
import { toSvg } from "./svg.ts";
import { workflowGraph } from "./workflow-graph.ts";

type Rule = Manifest["handoffs"][number];

function manifestOf(changes: Partial<Manifest>): Manifest {
  const agent = (name: string): Manifest["agents"][number] => ({
    name,
    display_name: name,
    prompt: "",
    settings: {},
    tools: name === "Ann" ? ["look_up"] : [],
    context: [],
  });
  return {
    format: 1,
    workflow_id: "Test",
    title: "A <test>",
    startup_mode: "UserDriven",
    pattern: "DefaultPattern",
    human_in_the_loop: true,
    max_turns: 20,
    suggestions: [],
    entry_point: false,
    agents: [agent("Ann"), agent("Bob")],
    handoffs: [],
    variables: [],
    tools: [],
    outputs: {},
    rehearsed: [],
    ...changes,
  };
}

const rule = (changes: Partial<Rule>): Rule => ({ id: "r", source: "Ann", target: "Bob", stage: "after", ...changes });

function edgesOf(changes: Partial<Manifest>): readonly string[] {
  return workflowGraph(manifestOf(changes), { tools: false }).edges.map(
    ({ from, to, kind, label, available }) =>
      `${from} ${kind} ${to}${label && ` | ${label}`}${available === undefined ? "" : ` (if ${available})`}`,
  );
}

describe("the graph of a workflow", () => {
  it("has an edge for each rule, of the kind that says when it is taken", () => {
    expect(
      edgesOf({
        handoffs: [
          rule({ stage: "pre", condition: "x" }),
          rule({ stage: "llm", condition: "They ask about law.", available_when: "y" }),
          rule({ condition: "z" }),
          rule({}),
          rule({ source: "*", target: "terminate", condition: "done" }),
          rule({ source: "user", target: "Bob", condition: "late" }),
          rule({ source: "Bob", target: "stay", condition: "more" }),
          rule({ source: "Bob", target: "workflow:Research", condition: "deep" }),
          rule({ source: "Bob", target: "user" }),
        ],
      }),
    ).toEqual([
      "person start agent:Ann",
      "agent:Ann pre agent:Bob | x",
      "agent:Ann llm agent:Bob | They ask about law. (if y)",
      "agent:Ann condition agent:Bob | z",
      "agent:Ann after_work agent:Bob",
      "every condition end | done",
      "person condition agent:Bob | late",
      "agent:Bob condition agent:Bob | more",
      "agent:Bob condition workflow:Research | deep",
      "agent:Bob after_work person",
    ]);
  });

  it("shows where the pattern leads when no rule decides", () => {
    expect(edgesOf({})).toEqual(["person start agent:Ann", "agent:Ann pattern person", "agent:Bob pattern person"]);
    expect(edgesOf({ human_in_the_loop: false, startup_mode: "BackendOnly" })).toEqual([
      "start start agent:Ann",
      "agent:Ann pattern end",
      "agent:Bob pattern end",
    ]);
    expect(edgesOf({ pattern: "RoundRobinPattern", initial_agent: "Bob" })).toEqual([
      "person start agent:Bob",
      "agent:Ann pattern person",
      "agent:Bob pattern agent:Ann",
    ]);
    expect(edgesOf({ pattern: "AutoPattern" })).toEqual([
      "person pattern manager",
      "agent:Ann pattern manager",
      "agent:Bob pattern manager",
      "manager pattern agent:Ann",
      "manager pattern agent:Bob",
    ]);
    expect(edgesOf({ pattern: "ManualPattern" })).toEqual([
      "person pattern agent:Ann",
      "person pattern agent:Bob",
      "agent:Ann pattern person",
      "agent:Bob pattern person",
    ]);
  });

  it("has a node for a workflow that a rule calls", () => {
    const handoffs = [rule({ target: "workflow:Research" })];
    const { nodes } = workflowGraph(manifestOf({ handoffs }), { tools: false });
    expect(nodes.at(-1)).toEqual({ id: "workflow:Research", kind: "workflow", label: "Research", lines: [] });
  });

  it("has a node for a nested chat, which leads to who speaks in it and to nobody from there", () => {
    const nested = { agents: ["Bob", "Cat", "Bob"], rounds: 2, result: "last" } as const;
    const target = "nested_chat:Bob_Cat_Bob";
    const whole = manifestOf({});
    const [ann] = whole.agents;
    if (!ann) throw new Error("there is Ann");
    const agents = [...whole.agents, { ...ann, name: "Cat" }];
    const changes = { agents, handoffs: [rule({ target, nested, stage: "pre", condition: "x" })] } as const;
    expect(edgesOf(changes)).toEqual([
      "person start agent:Ann",
      `agent:Ann pre ${target} | x`,
      `${target} nested agent:Bob | 1, 3`,
      `${target} nested agent:Cat | 2`,
      "agent:Ann pattern person",
    ]);
    const graph = workflowGraph(manifestOf(changes), { tools: false });
    expect(graph.nodes.at(-1)).toEqual({ id: target, kind: "nested", label: "nested chat", lines: ["2 rounds"] });
    expect(toMermaid(graph)).toContain('n4 -.-o|"1, 3"| n2');
    expect(toSvg(graph)).toContain('<g class="node nested">');
  });

  it("shortens long conditions and shows only what is used", () => {
    const graph = workflowGraph(manifestOf({ handoffs: [rule({ condition: `"${"long ".repeat(40)}"` })] }), {
      tools: true,
    });
    expect(graph.edges.find(({ kind }) => kind === "condition")?.label).toMatch(/^.{50,60}…$/);
    expect(graph.nodes.map(({ id, lines }) => [id, lines])).toEqual([
      ["person", []],
      ["agent:Ann", ["look_up"]],
      ["agent:Bob", []],
    ]);
  });
});

describe("a picture of a workflow", () => {
  const graph = workflowGraph(manifestOf({ handoffs: [rule({ condition: 'a < 1 && b == "|"' })] }), { tools: true });

  it("is Mermaid text in which nothing of a label is read as syntax", () => {
    expect(toMermaid(graph)).toContain('  n1 -->|"a #60; 1 #38;#38; b == #34;#124;#34;"| n2\n');
  });

  it("is an SVG with everything inside it", () => {
    const svg = toSvg(graph);
    const [, width = "0", height = "0"] = /viewBox="0 0 (\d+) (\d+)"/.exec(svg) ?? [];
    expect(svg).toContain("A &lt;test&gt;");
    expect(svg).toContain("a &lt; 1 &amp;&amp; b == &quot;|&quot;");
    for (const [, x, y] of svg.matchAll(/<rect x="([\d.-]+)" y="([\d.-]+)"/g)) {
      expect(Number(x)).toBeGreaterThanOrEqual(0);
      expect(Number(x)).toBeLessThan(Number(width));
      expect(Number(y)).toBeLessThan(Number(height));
    }
    expect(toSvg(graph)).toBe(svg);
  });
});
