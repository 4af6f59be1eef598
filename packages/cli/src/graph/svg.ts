import { type PlacedEdge, type PlacedGraph, type PlacedNode, placeGraph, type Point } from "./layout.ts";
import { nodeFontPx, smallFontPx, smallLinePx } from "./text-size.ts";
import type { WorkflowGraph } from "./workflow-graph.ts";

const titleHeight = 40;
const legendHeight = 34;

/** A graph as one SVG file that needs nothing else, in light and dark. */
export function toSvg(graph: WorkflowGraph): string {
  const placed = placeGraph(graph);
  const width = Math.max(placed.width, legendWidth, titleHeight + graph.title.length * 10);
  const height = placed.height + titleHeight + legendHeight;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${escape(graph.title)}">`,
    style,
    markers,
    `<rect class="page" width="${width}" height="${height}" rx="12"/>`,
    `<text class="title" x="24" y="32">${escape(graph.title)}</text>`,
    `<g transform="translate(${(width - placed.width) / 2} ${titleHeight})">`,
    ...drawing(placed),
    "</g>",
    legend(24, height - 18),
    "</svg>",
    "",
  ].join("\n");
}

function drawing({ nodes, edges }: PlacedGraph): readonly string[] {
  return [...edges.map(line), ...nodes.map(box), ...edges.map(label)].filter((part) => part !== "");
}

function line({ kind, points }: PlacedEdge): string {
  return `<path class="edge ${kind}" d="${curve(points)}" marker-end="url(#arrow-${kind})"/>`;
}

/** A smooth line through the points (B-spline), which begins and ends exactly at the first and last. */
function curve(points: readonly Point[]): string {
  const [first, second] = points;
  const last = points.at(-1);
  if (!first || !second || !last) return "";
  const at = ({ x, y }: Point): string => `${round(x)} ${round(y)}`;
  if (points.length === 2) return `M${at(first)} L${at(second)}`;
  const between = (left: Point, right: Point, part: number): Point => ({
    x: left.x + (right.x - left.x) * part,
    y: left.y + (right.y - left.y) * part,
  });
  const pieces = [`M${at(first)}`, `L${at(between(first, second, 0.5))}`];
  for (const [index, point] of points.slice(1, -1).entries()) {
    const next = points[index + 2] ?? last;
    pieces.push(`Q${at(point)} ${at(between(point, next, 0.5))}`);
  }
  return [...pieces, `L${at(last)}`].join(" ");
}

function box(node: PlacedNode): string {
  const { x, y, width, height, kind, lines } = node;
  const top = y - height / 2;
  const shape = `<rect x="${round(x - width / 2)}" y="${round(top)}" width="${width}" height="${height}" rx="${corners[kind]}"/>`;
  const middle = lines.length === 0 ? y + 5 : top + 26;
  const tools = lines.map(
    (text, index) =>
      `<text class="tool" x="${round(x)}" y="${round(top + 32 + (index + 1) * smallLinePx - 2)}">${escape(text)}</text>`,
  );
  return `<g class="node ${kind}">${shape}<text x="${round(x)}" y="${round(middle)}">${escape(node.label)}</text>${tools.join("")}</g>`;
}

const corners = {
  start: 16,
  person: 16,
  agent: 9,
  end: 16,
  every: 3,
  manager: 3,
  draw: 3,
  workflow: 3,
  nested: 9,
} as const;

function label({ text, at, size, kind }: PlacedEdge): string {
  if (text.length === 0) return "";
  const top = at.y - size.height / 2;
  const rows = text.map(
    (row, index) =>
      `<text x="${round(at.x)}" y="${round(top + 14 + index * smallLinePx)}"${row === "before it speaks:" ? ' class="hint"' : ""}>${escape(row)}</text>`,
  );
  return `<g class="label ${kind}">${rows.join("")}</g>`;
}

const legendEntries = [
  ["condition", "condition", 66],
  ["llm", "the model chooses", 112],
  ["pre", "before it speaks", 100],
  ["after_work", "always", 48],
  ["pattern", "no rule", 50],
] as const;
const legendWidth = 48 + legendEntries.reduce((sum, [, , width]) => sum + width + 50, 0);

function legend(x: number, y: number): string {
  let left = x;
  const parts = legendEntries.map(([kind, text, width]) => {
    const part = `<path class="edge ${kind}" d="M${left} ${y - 4} h26" marker-end="url(#arrow-${kind})"/><text class="legend" x="${left + 34}" y="${y}">${text}</text>`;
    left += width + 50;
    return part;
  });
  return `<g>${parts.join("")}</g>`;
}

const edgeKinds = ["start", "pre", "llm", "condition", "after_work", "pattern", "nested"] as const;

const markers = `<defs>${edgeKinds
  .map(
    (kind) =>
      `<marker id="arrow-${kind}" class="arrow ${kind}" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="7" markerHeight="7" orient="auto-start-reverse" markerUnits="userSpaceOnUse"><path d="M0 1 L10 5 L0 9 z"/></marker>`,
  )
  .join("")}</defs>`;

const style = `<style>
svg { --page: #ffffff; --ink: #1e293b; --soft: #64748b; --line: #475569; --faint: #b6c0ce; --agent: #eef2ff; --agent-line: #818cf8; --person: #fef3c7; --person-line: #e0a034; --called: #ecfdf5; --called-line: #34b98a; --hub: #f5f3ff; --hub-line: #a78bfa; --model: #7c3aed; --before: #c2410c; }
@media (prefers-color-scheme: dark) { svg { --page: #0f172a; --ink: #e2e8f0; --soft: #94a3b8; --line: #94a3b8; --faint: #475569; --agent: #1e2449; --agent-line: #6366f1; --person: #3b2a0c; --person-line: #d97706; --called: #0b3b2e; --called-line: #10b981; --hub: #2a1f4d; --hub-line: #8b5cf6; --model: #a78bfa; --before: #fb923c; } }
text { font-family: ui-sans-serif, system-ui, -apple-system, "Segoe UI", "Helvetica Neue", Arial, sans-serif; fill: var(--ink); }
.page { fill: var(--page); }
.title { font-size: 18px; font-weight: 600; }
.node text { font-size: ${nodeFontPx}px; font-weight: 600; text-anchor: middle; }
.node .tool { font-size: ${smallFontPx}px; font-weight: 400; fill: var(--soft); }
.node rect { stroke-width: 1.4; }
.agent rect { fill: var(--agent); stroke: var(--agent-line); }
.person rect { fill: var(--person); stroke: var(--person-line); }
.manager rect, .draw rect { fill: var(--hub); stroke: var(--hub-line); }
.workflow rect { fill: var(--called); stroke: var(--called-line); }
.nested rect { fill: var(--page); stroke: var(--agent-line); stroke-dasharray: 5 4; }
.every rect { fill: var(--page); stroke: var(--soft); stroke-dasharray: 5 4; }
.start rect, .end rect { fill: var(--ink); stroke: var(--ink); }
.start text, .end text { fill: var(--page); font-size: 12px; }
.edge { fill: none; stroke: var(--line); stroke-width: 1.5; }
.arrow path { fill: var(--line); }
.edge.llm { stroke: var(--model); } .arrow.llm path { fill: var(--model); }
.edge.pre { stroke: var(--before); stroke-dasharray: 6 4; } .arrow.pre path { fill: var(--before); }
.edge.after_work, .edge.start { stroke-width: 2.4; }
.edge.pattern { stroke: var(--faint); stroke-dasharray: 2 4; } .arrow.pattern path { fill: var(--faint); }
.edge.nested { stroke: var(--agent-line); stroke-dasharray: 2 4; } .arrow.nested path { fill: var(--agent-line); }
.label text { font-size: ${smallFontPx}px; text-anchor: middle; paint-order: stroke; stroke: var(--page); stroke-width: 4px; stroke-linejoin: round; }
.label.condition text, .label.pre text, .label.after_work text { font-family: ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace; font-size: 10px; }
.label.llm text { fill: var(--model); font-style: italic; }
.label .hint { fill: var(--before); font-family: ui-sans-serif, system-ui, sans-serif !important; }
.legend { font-size: 11px; fill: var(--soft); }
</style>`;

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

function escape(text: string): string {
  return text.replace(/[&<>"]/g, (character) => entities[character] ?? character);
}

const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
