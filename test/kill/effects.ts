import { existsSync, readFileSync } from "node:fs";
import type { EventOf, SessionEvent } from "@mozaiks/contracts";
import { placeOfCall } from "./call-laws.ts";
import { effectsFile } from "./workshop-process.ts";

/** A line that a tool wrote outside the runtime. */
export interface Effect {
  readonly key: string;
  readonly chat_id: string;
  readonly agent: string;
  readonly tool: "note" | "charge";
  readonly task: number;
  readonly step: number;
  readonly phase: "started" | "effect";
}

/** Everything that tools did so far, whichever process they ran in. */
export function readEffects(folder: string): readonly Effect[] {
  const file = effectsFile(folder);
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, "utf8").split("\n").slice(0, -1);
  return lines.map((line) => JSON.parse(line) as Effect);
}

/**
 * What tools did in a session that its log does not allow: without a call, under two keys, more often than it was taken up
 * again, or twice where it may never be twice.
 * @param effects those of before the log was read, all of which it must explain.
 * @param later those of after it was read, among which is every effect that it tells of.
 */
export function brokenEffectLaws(
  log: readonly SessionEvent[],
  effects: readonly Effect[],
  later: readonly Effect[],
): readonly string[] {
  const broken: string[] = [];
  const works = Map.groupBy(effects, workOf);
  for (const [key, lines] of Map.groupBy(effects, ({ key }) => key))
    if (new Set(lines.map(workOf)).size > 1) broken.push(`key ${key} is of several calls`);

  const calls = log.filter((event) => event.type === "tool_call").filter(({ kind }) => kind === "module");
  for (const call of calls) {
    const work = placeOfCall(call);
    const lines = works.get(work) ?? [];
    works.delete(work);
    if (resultOf(log, call)?.status === "ok" && !later.some((line) => line.phase === "effect" && workOf(line) === work))
      broken.push(`seq ${call.seq}: ${work} is ok without an effect`);
    broken.push(...brokenCall(log, call, lines).map((what) => `seq ${call.seq}: ${work} ${what}`));
  }
  for (const work of works.keys()) broken.push(`${work} was done without a recorded call`);
  return broken;
}

function workOf({ task, agent, step, tool }: Effect): string {
  return `${task}/${agent}/${step}/${tool}`;
}

function resultOf(log: readonly SessionEvent[], { call_id }: EventOf<"tool_call">): EventOf<"tool_result"> | undefined {
  return log.filter((event) => event.type === "tool_result").find((result) => result.call_id === call_id);
}

function brokenCall(
  log: readonly SessionEvent[],
  call: EventOf<"tool_call">,
  lines: readonly Effect[],
): readonly string[] {
  const result = resultOf(log, call);
  const during = log.slice(call.seq, result?.seq);
  const recoveries = during.filter(({ type }) => type === "run_recovery").length;
  const started = lines.filter(({ phase }) => phase === "started").length;
  const effects = lines.filter(({ phase }) => phase === "effect").length;
  const keys = new Set(lines.map(({ key }) => key)).size;
  const most = call.name === "charge" ? 1 : 1 + recoveries;
  return [
    ...(keys > 1 ? [`has ${keys} keys`] : []),
    ...(started > most ? [`was started ${started} times with ${recoveries} recoveries`] : []),
    ...(effects > most ? [`took effect ${effects} times with ${recoveries} recoveries`] : []),
    ...(result?.status === "cancelled" && recoveries === 0 && effects > 0 ? ["took effect and is cancelled"] : []),
  ];
}
