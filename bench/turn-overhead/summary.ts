import type { Sample } from "./closed-loop.ts";

type Row = Readonly<Record<string, string | number>>;

/** One row per target, of its quietest round: the one in which other programs used the least CPU. */
export function summarise(samples: ReadonlyMap<string, readonly Sample[]>, control: string): Record<string, Row> {
  const direct = quietest(samples.get(control) ?? []);
  return Object.fromEntries([...samples].map(([name, all]) => [name, rowOf(quietest(all), direct, all)]));
}

function rowOf(sample: Sample, direct: Sample, all: readonly Sample[]): Row {
  const over = (q: number): string => (quantile(sample.firstTextMs, q) - quantile(direct.firstTextMs, q)).toFixed(1);
  return {
    "TTFT p50": quantile(sample.firstTextMs, 0.5).toFixed(1),
    "TTFT p95": quantile(sample.firstTextMs, 0.95).toFixed(1),
    "over p50": sample === direct ? "" : over(0.5),
    "over p95": sample === direct ? "" : over(0.95),
    "total p50": quantile(sample.totalMs, 0.5).toFixed(0),
    "turns/s": sample.turnsPerSecond.toFixed(1),
    "CPU/turn": sample.cpuMsPerTurn?.toFixed(2) ?? "",
    "of all rounds": all.flatMap(({ cpuMsPerTurn }) => cpuMsPerTurn?.toFixed(1) ?? []).join(" "),
    "RSS MiB": sample.rssMib?.toFixed(0) ?? "",
    "others' CPU %": sample.neighbours.toFixed(0),
  };
}

function quietest(samples: readonly Sample[]): Sample {
  const [first] = samples.toSorted((a, b) => a.neighbours - b.neighbours);
  if (!first) throw new Error("nothing was measured");
  return first;
}

function quantile(numbers: readonly number[], q: number): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? Number.NaN;
}
