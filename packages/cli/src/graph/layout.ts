import { Graph, layout } from "@dagrejs/dagre";
import { labelLines, sizeOfLabel, sizeOfNode } from "./text-size.ts";
import type { GraphEdge, GraphNode, WorkflowGraph } from "./workflow-graph.ts";

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A node where it stands: `x` and `y` are its middle, in pixels. */
export interface PlacedNode extends GraphNode, Point {
  readonly width: number;
  readonly height: number;
}

export interface PlacedEdge extends GraphEdge {
  readonly points: readonly Point[];
  /** Its label in lines, with the middle and the size of it. */
  readonly text: readonly string[];
  readonly at: Point;
  readonly size: { readonly width: number; readonly height: number };
}

export interface PlacedGraph {
  readonly title: string;
  readonly nodes: readonly PlacedNode[];
  readonly edges: readonly PlacedEdge[];
  readonly width: number;
  readonly height: number;
}

interface Box extends Point {
  readonly width: number;
  readonly height: number;
}

/** An edge from a node to itself: a loop at its right side, with the label beside it. */
function loopAt({ x, y, width }: Box, labelWidth: number): Pick<PlacedEdge, "points" | "at"> {
  const right = x + width / 2;
  const [out, up] = [30, 13];
  const points = [
    { x: right, y: y - up + 4 },
    { x: right + out * 0.7, y: y - up },
    { x: right + out, y },
    { x: right + out * 0.7, y: y + up },
    { x: right, y: y + up - 4 },
  ];
  return { points, at: { x: right + out + labelWidth / 2 - 2, y } };
}

/** Places a graph in layers from top to bottom. The same graph is always placed the same way. */
export function placeGraph({ title, nodes, edges }: WorkflowGraph): PlacedGraph {
  const graph = new Graph({ multigraph: true });
  graph.setGraph({ rankdir: "TB", nodesep: 44, ranksep: 46, edgesep: 24, marginx: 24, marginy: 24 });
  for (const node of nodes) graph.setNode(node.id, sizeOfNode(node));
  for (const [index, edge] of edges.entries()) {
    const { width, height } = sizeOfLabel(edge, labelLines(edge));
    const weight = edge.kind === "start" ? 3 : edge.kind === "pattern" ? 1 : 2;
    graph.setEdge(edge.from, edge.to, { width, height, weight, labelpos: "c" }, String(index));
  }
  layout(graph);
  const size = graph.graph() as { width?: number; height?: number };
  return {
    title,
    nodes: nodes.map((node) => ({ ...node, ...(graph.node(node.id) as Box) })),
    edges: edges.map((edge, index) => {
      const placed = graph.edge(edge.from, edge.to, String(index)) as Partial<Point> & { points: readonly Point[] };
      const text = labelLines(edge);
      const size = sizeOfLabel(edge, text);
      const whole = { ...edge, text, size };
      if (edge.from === edge.to) return { ...whole, ...loopAt(graph.node(edge.from) as Box, size.width) };
      return { ...whole, points: placed.points, at: { x: placed.x ?? 0, y: placed.y ?? 0 } };
    }),
    width: Math.ceil(size.width ?? 0),
    height: Math.ceil(size.height ?? 0),
  };
}
