import type { EdgeKind, GraphNode, NodeKind, WorkflowGraph } from "./workflow-graph.ts";

/** A graph as a Mermaid flowchart, for Markdown that renders it. */
export function toMermaid({ title, nodes, edges }: WorkflowGraph): string {
  const ids = new Map(nodes.map(({ id }, index) => [id, `n${index}`]));
  return [
    "---",
    `title: ${JSON.stringify(title)}`,
    "---",
    "flowchart TD",
    ...nodes.map((node) => `  ${ids.get(node.id)}${shapeOf(node)}:::${classOf(node.kind)}`),
    ...edges.map(({ from, to, kind, label, available }) => {
      const words = [prefixes[kind], quoted(kind, label), available === undefined ? "" : `(if ${available})`]
        .filter((word) => word !== "")
        .join(" ");
      return `  ${ids.get(from)} ${arrows[kind]}${words === "" ? "" : `|"${escape(words)}"|`} ${ids.get(to)}`;
    }),
    ...nodeKinds(nodes).map((kind) => `  classDef ${classOf(kind)} ${styles[kind]}`),
    "",
  ].join("\n");
}

const arrows: Readonly<Record<EdgeKind, string>> = {
  start: "==>",
  pre: "-.->",
  llm: "-->",
  condition: "-->",
  after_work: "==>",
  pattern: "-.->",
  nested: "-.-o",
};

const prefixes: Readonly<Record<EdgeKind, string>> = {
  start: "",
  pre: "before:",
  llm: "model:",
  condition: "",
  after_work: "",
  pattern: "",
  nested: "",
};

const styles: Readonly<Record<NodeKind, string>> = {
  start: "fill:#0f172a,stroke:#0f172a,color:#fff",
  person: "fill:#fef3c7,stroke:#d97706,color:#451a03",
  agent: "fill:#eef2ff,stroke:#6366f1,color:#1e1b4b",
  end: "fill:#0f172a,stroke:#0f172a,color:#fff",
  every: "fill:#fff,stroke:#94a3b8,color:#334155,stroke-dasharray:4 3",
  manager: "fill:#f5f3ff,stroke:#8b5cf6,color:#2e1065",
  draw: "fill:#f5f3ff,stroke:#8b5cf6,color:#2e1065",
  workflow: "fill:#ecfdf5,stroke:#10b981,color:#064e3b",
  nested: "fill:#fff,stroke:#6366f1,color:#1e1b4b,stroke-dasharray:4 3",
};

/** `end` is a word of Mermaid's. */
function classOf(kind: NodeKind): string {
  return `${kind}_node`;
}

function nodeKinds(nodes: readonly GraphNode[]): readonly NodeKind[] {
  return [...new Set(nodes.map(({ kind }) => kind))];
}

function shapeOf({ kind, label, lines }: GraphNode): string {
  const text = `"${[escape(label), ...lines.map((line) => `<small>${escape(line)}</small>`)].join("<br/>")}"`;
  switch (kind) {
    case "start":
    case "end":
      return `((${text}))`;
    case "person":
      return `([${text}])`;
    case "manager":
    case "draw":
      return `{{${text}}}`;
    case "workflow":
    case "nested":
      return `[[${text}]]`;
    case "agent":
    case "every":
      return `[${text}]`;
  }
}

function quoted(kind: EdgeKind, label: string): string {
  return kind === "llm" && label !== "" ? `“${label}”` : label;
}

/** Mermaid reads entities in place of the characters that mean something to it. */
function escape(text: string): string {
  return text.replace(/[#"<>&|]/g, (character) => `#${character.codePointAt(0)};`);
}
