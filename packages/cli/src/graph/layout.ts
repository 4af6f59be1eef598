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

/** Places a graph in layers from top to bottom. The same graph is always placed the same way. */
export function placeGraph({ title, nodes, edges }: WorkflowGraph): PlacedGraph {
  const graph = new Graph({ multigraph: true });
  graph.setGraph({ rankdir: "TB", nodesep: 44, ranksep: 46, edgesep: 24, marginx: 24, marginy: 24 });
  for (const node of nodes) graph.setNode(node.id, sizeOfNode(node));
  for (const [index, edge] of edges.entries()) {
    const { width, height } = sizeOfLabel(labelLines(edge));
    const weight = edge.kind === "start" ? 3 : edge.kind === "pattern" ? 1 : 2;
    graph.setEdge(edge.from, edge.to, { width, height, weight, labelpos: "c" }, String(index));
  }
  layout(graph);
  const size = graph.graph() as { width?: number; height?: number };
  return {
    title,
    nodes: nodes.map((node) => ({ ...node, ...(graph.node(node.id) as Point & { width: number; height: number }) })),
    edges: edges.map((edge, index) => {
      const placed = graph.edge(edge.from, edge.to, String(index)) as Partial<Point> & { points: readonly Point[] };
      const text = labelLines(edge);
      return {
        ...edge,
        points: placed.points,
        text,
        at: { x: placed.x ?? 0, y: placed.y ?? 0 },
        size: sizeOfLabel(text),
      };
    }),
    width: Math.ceil(size.width ?? 0),
    height: Math.ceil(size.height ?? 0),
  };
}
