import type { Outcome } from "./campaign.ts";

/** Where the kills hit and how long it took until the sessions went on, as a table for people. */
export function reportOf({ hits, startsMs, people, effects }: Outcome, seed: number): string {
  const moments = Map.groupBy(hits, ({ moment }) => moment);
  const phases = Map.groupBy(
    hits.flatMap(({ phases }) => phases),
    (phase) => phase,
  );
  const times = hits.flatMap(({ recoveries }) => recoveries);
  const events = people.flatMap(({ whole }) => whole);
  const recoveries = events.filter(({ type }) => type === "run_recovery").length;
  const unknown = events.filter((event) => event.type === "tool_result" && event.status === "unknown").length;
  const begun = effects.filter(({ phase }) => phase === "started").length;
  return [
    `KILL_SEED=${seed}: ${hits.length} kills, ${events.length} events, ${recoveries} runs taken over`,
    `module tools   ${begun} started, ${effects.length - begun} took effect · ${unknown} results unknown`,
    `killed at      ${counted(moments)}`,
    `sessions hit   ${counted(phases)}`,
    `spawn to listening, ms          ${spread(startsMs)}`,
    `spawn to the next event, ms     ${spread(times.map(({ fromSpawnMs }) => fromSpawnMs))}`,
    `listening to the next event, ms ${spread(times.map(({ fromListeningMs }) => fromListeningMs))}`,
    "",
  ].join("\n");
}

function counted(groups: ReadonlyMap<string, readonly unknown[]>): string {
  return [...groups].map(([name, all]) => `${name} ${all.length}`).join(" · ");
}

function spread(values: readonly number[]): string {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort((a, b) => a - b);
  const at = (share: number): string => String(Math.round(sorted[Math.ceil(sorted.length * share) - 1] ?? Number.NaN));
  return `p50 ${at(0.5)} · p95 ${at(0.95)} · max ${at(1)} (n = ${sorted.length})`;
}
