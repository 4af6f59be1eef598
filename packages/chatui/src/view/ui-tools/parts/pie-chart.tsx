import type { ReactNode } from "react";
import type { ChartDrawingProps } from "./axis-chart.tsx";

const height = 240;

/** The shares of the first series, as a ring. What is negative has no share. */
export function PieChart({ input, width }: ChartDrawingProps): ReactNode {
  const values = (input.series[0]?.values ?? []).map((value) => Math.max(0, value ?? 0));
  const total = values.reduce((sum, value) => sum + value, 0);
  if (total === 0) return null;
  const ends = values.map((_, index) => values.slice(0, index + 1).reduce((sum, value) => sum + value, 0) / total);
  return ends.map((end, index) => {
    const start = ends[index - 1] ?? 0;
    if (end === start) return null;
    return (
      <path
        key={index}
        className="mz-fill mz-slice"
        data-series={index % 8}
        d={slice(width / 2, height / 2, height / 2 - 6, start, end)}
      />
    );
  });
}

function slice(x: number, y: number, radius: number, start: number, end: number): string {
  // A whole circle begins where it ends, which an arc cannot draw.
  const stop = Math.min(end, start + 0.99999);
  const at = (share: number, length: number): string => {
    const angle = share * 2 * Math.PI - Math.PI / 2;
    return `${x + length * Math.cos(angle)} ${y + length * Math.sin(angle)}`;
  };
  const inner = radius * 0.58;
  const isLarge = stop - start > 0.5 ? 1 : 0;
  return [
    `M ${at(start, radius)}`,
    `A ${radius} ${radius} 0 ${isLarge} 1 ${at(stop, radius)}`,
    `L ${at(stop, inner)}`,
    `A ${inner} ${inner} 0 ${isLarge} 0 ${at(start, inner)} Z`,
  ].join(" ");
}
