import type { Manifest } from "@mozaiks/ai-runtime";

/**
 * What a node stands for. `every`: rules with source `*`; `manager` and `draw`: how a pattern chooses;
 * `workflow`: another workflow, `nested`: a nested chat, with whose result the source goes on.
 */
export type NodeKind = "start" | "person" | "agent" | "end" | "every" | "manager" | "draw" | "workflow" | "nested";

export interface GraphNode {
  readonly id: string;
  readonly kind: NodeKind;
  readonly label: string;
  /** Smaller lines below the label: its tools. */
  readonly lines: readonly string[];
}

/**
 * When an edge is taken: `start` first of all, `pre` before the source speaks, `llm` when its model chooses it,
 * `condition` and `after_work` when its turn has ended, `pattern` when no rule decides; `nested` leads from a nested chat to
 * who speaks in it.
 */
export type EdgeKind = "start" | "pre" | "llm" | "condition" | "after_work" | "pattern" | "nested";

export interface GraphEdge {
  readonly from: string;
  readonly to: string;
  readonly kind: EdgeKind;
  readonly label: string;
  /** While this is false the rule does not exist. */
  readonly available?: string;
}

export interface WorkflowGraph {
  readonly title: string;
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
}

const maxLabel = 60;
/** How a manifest writes a rule that calls another workflow. */
const calledWorkflow = "workflow:";
/** How it writes one that begins a nested chat. */
const nestedChat = "nested_chat:";

/** Who hands over to whom, and what happens where no rule decides. Nodes that nothing leads from or to are left out. */
export function workflowGraph(manifest: Manifest, options: { readonly tools: boolean }): WorkflowGraph {
  const edges = [...startEdges(manifest), ...ruleEdges(manifest), ...nestedEdges(manifest), ...patternEdges(manifest)];
  const used = new Set(edges.flatMap(({ from, to }) => [from, to]));
  const agents = manifest.agents.map(({ name, display_name, tools }): GraphNode => ({
    id: agentId(name),
    kind: "agent",
    label: display_name,
    lines: options.tools ? tools : [],
  }));
  const others: readonly GraphNode[] = [
    { id: "start", kind: "start", label: "start", lines: [] },
    { id: "person", kind: "person", label: "person", lines: [] },
    { id: "every", kind: "every", label: "every agent", lines: [] },
    { id: "manager", kind: "manager", label: "manager", lines: [] },
    { id: "draw", kind: "draw", label: "drawn by lot", lines: [] },
    { id: "end", kind: "end", label: "end", lines: [] },
  ];
  const called = [...used].flatMap((id): readonly GraphNode[] =>
    id.startsWith(calledWorkflow) ? [{ id, kind: "workflow", label: id.slice(calledWorkflow.length), lines: [] }] : [],
  );
  return {
    title: manifest.title,
    nodes: [...others.filter(({ id }) => used.has(id)), ...agents, ...called, ...nestedNodes(manifest)],
    edges,
  };
}

function agentId(name: string): string {
  return `agent:${name}`;
}

function ruleEdges({ handoffs, human_in_the_loop }: Manifest): readonly GraphEdge[] {
  return handoffs.map(({ source, target, stage, condition, available_when }): GraphEdge => {
    const from = source === "user" ? "person" : source === "*" ? "every" : agentId(source);
    return {
      from,
      to: targetId(target, from, human_in_the_loop),
      kind: stage === "after" ? (condition === undefined ? "after_work" : "condition") : stage,
      label: shorten(condition ?? ""),
      ...(available_when !== undefined && { available: shorten(available_when) }),
    };
  });
}

/** Where a person would speak and none is in the loop, the run completes. */
function targetId(target: string, from: string, withPerson: boolean): string {
  if (target === "terminate" || (target === "user" && !withPerson)) return "end";
  if (target === "user") return "person";
  if (target === "stay") return from;
  if (target.startsWith(calledWorkflow) || target.startsWith(nestedChat)) return target;
  return target === "manager" ? "manager" : agentId(target);
}

/** Each nested chat once, whichever rules begin it. */
function nestedChats({ handoffs }: Manifest): ReadonlyMap<string, NonNullable<Manifest["handoffs"][number]["nested"]>> {
  return new Map(handoffs.flatMap(({ target, nested }) => (nested ? [[target, nested] as const] : [])));
}

function nestedNodes(manifest: Manifest): readonly GraphNode[] {
  return [...nestedChats(manifest)].map(([id, { rounds }]) => ({
    id,
    kind: "nested",
    label: "nested chat",
    lines: rounds === 1 ? [] : [`${rounds} rounds`],
  }));
}

function nestedEdges(manifest: Manifest): readonly GraphEdge[] {
  return [...nestedChats(manifest)].flatMap(([from, { agents }]) =>
    [...new Set(agents)].map((name): GraphEdge => {
      const turns = agents.flatMap((each, index) => (each === name ? [index + 1] : []));
      return { from, to: agentId(name), kind: "nested", label: turns.join(", ") };
    }),
  );
}

/** Agents that speak in nested chats alone: nothing follows from their turns. */
function isOnlyNested(manifest: Manifest, name: string): boolean {
  const { handoffs, pattern } = manifest;
  return (
    pattern === "DefaultPattern" &&
    name !== firstAgent(manifest) &&
    handoffs.some(({ nested }) => nested?.agents.includes(name)) &&
    !handoffs.some(({ target }) => target === name || target === "manager")
  );
}

function startEdges(manifest: Manifest): readonly GraphEdge[] {
  const from = manifest.startup_mode === "UserDriven" ? "person" : "start";
  if (from === "start" || manifest.pattern === "DefaultPattern" || manifest.pattern === "RoundRobinPattern")
    return [{ from, to: agentId(firstAgent(manifest)), kind: "start", label: "" }];
  return [];
}

/** Where the pattern leads to from agents that no unconditional rule leads on from, and from people. */
function patternEdges(manifest: Manifest): readonly GraphEdge[] {
  const { pattern, agents, human_in_the_loop } = manifest;
  const edge = (from: string, to: string): GraphEdge => ({ from, to, kind: "pattern", label: "" });
  const rest = agents
    .map(({ name }) => name)
    .filter((name) => !manifest.handoffs.some((rule) => isAlways(rule) && [name, "*"].includes(rule.source)))
    .filter((name) => !isOnlyNested(manifest, name));
  const pause = human_in_the_loop ? "person" : "end";
  const hub = pattern === "AutoPattern" ? "manager" : pattern === "RandomPattern" ? "draw" : undefined;
  if (hub !== undefined)
    return [
      ...(human_in_the_loop || manifest.startup_mode === "UserDriven" ? [edge("person", hub)] : []),
      ...rest.map((name) => edge(agentId(name), hub)),
      ...agents.map(({ name }) => edge(hub, agentId(name))),
    ];
  if (pattern === "RoundRobinPattern") {
    const ring = [
      firstAgent(manifest),
      ...agents.map(({ name }) => name).filter((name) => name !== firstAgent(manifest)),
    ];
    return rest.map((name) => {
      const next = ring[ring.indexOf(name) + 1];
      return edge(
        agentId(name),
        next === undefined && human_in_the_loop ? "person" : agentId(next ?? firstAgent(manifest)),
      );
    });
  }
  return [
    ...(pattern === "ManualPattern" ? agents.map(({ name }) => edge("person", agentId(name))) : []),
    ...rest.map((name) => edge(agentId(name), pause)),
  ];
}

function isAlways({ stage, condition, available_when }: Manifest["handoffs"][number]): boolean {
  return stage === "after" && condition === undefined && available_when === undefined;
}

function firstAgent({ initial_agent, agents }: Manifest): string {
  return initial_agent ?? agents[0]?.name ?? "";
}

function shorten(text: string): string {
  const line = text.replace(/\s+/g, " ");
  return line.length <= maxLabel ? line : `${line.slice(0, maxLabel - 1).trimEnd()}…`;
}
