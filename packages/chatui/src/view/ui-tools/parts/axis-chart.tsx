import type { ReactNode } from "react";
import type { ChartPayload } from "../../../ui-tools/payloads/chart-payload.ts";
import { formatWithUnit, stack, ticksFor } from "./chart-scale.ts";

export interface ChartDrawingProps {
  readonly input: ChartPayload;
  readonly width: number;
  readonly locale: string;
}

const height = 240;
const top = 10;
const letter = 6.6;

/** Bars, lines or areas over two axes. */
export function AxisChart({ input, width, locale }: ChartDrawingProps): ReactNode {
  const { type, labels, series, unit } = input;
  const isStacked = input.stacked === true && type !== "line";
  const bounds = isStacked
    ? stack(series.map(({ values }) => values))
    : series.map(({ values }) => values.map((value) => ({ from: 0, to: value ?? 0 })));
  const ticks = ticksFor(bounds.flat().map(({ to }) => to));
  const words = ticks.map((tick) => formatWithUnit(tick, unit, locale, true));
  const left = Math.max(...words.map((word) => word.length)) * letter + 12;
  const bottom = height - 26;
  const [least = 0, most = 1] = [ticks[0], ticks.at(-1)];
  const y = (value: number): number => bottom - ((value - least) / (most - least || 1)) * (bottom - top);
  const slot = (width - left - 6) / Math.max(1, labels.length);
  const x = (index: number): number => left + slot * (index + 0.5);
  const isGap = (row: number, index: number): boolean => (series[row]?.values[index] ?? null) === null;
  return (
    <>
      {ticks.map((tick, index) => (
        <g key={tick}>
          <line
            className="mz-grid"
            data-zero={tick === 0 || undefined}
            x1={left}
            x2={width}
            y1={y(tick)}
            y2={y(tick)}
          />
          <text x={left - 8} y={y(tick) + 4} textAnchor="end">
            {words[index]}
          </text>
        </g>
      ))}
      <Labels labels={labels} x={x} slot={slot} y={height - 8} />
      {bounds.map((row, at) => (
        <g key={at} data-series={at % 8}>
          {type === "bar" ? (
            row.map(({ from, to }, index) =>
              isGap(at, index) ? null : (
                <Bar
                  key={index}
                  x={x(index) - slot * 0.36 + (isStacked ? 0 : (slot * 0.72 * at) / series.length)}
                  width={(slot * 0.72) / (isStacked ? 1 : series.length)}
                  y={[y(from), y(to)]}
                />
              ),
            )
          ) : (
            <Curve
              pieces={piecesOf(row.length, (index) => isGap(at, index))}
              point={(index) => [x(index), y(row[index]?.to ?? 0), y(row[index]?.from ?? 0)]}
              isFilled={type === "area"}
            />
          )}
        </g>
      ))}
    </>
  );
}

function Bar({ x, width, y }: { x: number; width: number; y: readonly [number, number] }): ReactNode {
  const gap = width > 8 ? 1 : 0;
  const [from, to] = y;
  return (
    <rect
      className="mz-fill"
      x={x + gap}
      width={Math.max(1, width - 2 * gap)}
      y={Math.min(from, to)}
      height={Math.max(1, Math.abs(from - to))}
      rx={Math.min(3, width / 4)}
    />
  );
}

interface CurveProps {
  readonly pieces: readonly (readonly number[])[];
  /** Where a value stands: across, up, and up to where it is filled. */
  readonly point: (index: number) => readonly [number, number, number];
  readonly isFilled: boolean;
}

function Curve({ pieces, point, isFilled }: CurveProps): ReactNode {
  return pieces.map((piece, index) => {
    const there = piece.map((at) => point(at)).map(([x, y]) => `${x},${y}`);
    const back = piece.toReversed().map((at) => `${point(at)[0]},${point(at)[2]}`);
    return (
      <g key={index}>
        {isFilled && <polygon className="mz-area" points={[...there, ...back].join(" ")} />}
        <polyline className="mz-stroke" points={there.join(" ")} />
        {(piece.length === 1 || (!isFilled && piece.length <= 24)) &&
          piece.map((at) => <circle key={at} className="mz-fill" cx={point(at)[0]} cy={point(at)[1]} r={3} />)}
      </g>
    );
  });
}

/** The places of values that stand together; a missing one parts them. */
function piecesOf(count: number, isGap: (index: number) => boolean): readonly (readonly number[])[] {
  const pieces: number[][] = [];
  for (let index = 0; index < count; index += 1) {
    if (isGap(index)) continue;
    const last = pieces.at(-1);
    if (last?.at(-1) === index - 1) last.push(index);
    else pieces.push([index]);
  }
  return pieces;
}

interface LabelsProps {
  readonly labels: ChartPayload["labels"];
  readonly x: (index: number) => number;
  readonly slot: number;
  readonly y: number;
}

/** As many as there is room for. */
function Labels({ labels, x, slot, y }: LabelsProps): ReactNode {
  const longest = Math.min(14, Math.max(1, ...labels.map((label) => String(label).length)));
  const every = Math.max(1, Math.ceil((longest * letter + 8) / slot));
  return labels.map((label, index) =>
    index % every === 0 ? (
      <text key={index} x={x(index)} y={y} textAnchor="middle">
        {shortened(String(label), Math.max(longest, Math.floor((slot * every) / letter) - 1))}
      </text>
    ) : null,
  );
}

function shortened(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most - 1)}…` : text;
}
