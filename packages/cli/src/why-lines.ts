import type { ConsideredRule, SessionEvent } from "@mozaiks/contracts";
import type { Io } from "./io.ts";

/** Who spoke and why: a line for each choice of a speaker, and one below it for each rule that was asked. */
export function whyLines(events: readonly SessionEvent[], style: Io["style"]): readonly string[] {
  return events.flatMap((event) => {
    if (event.type !== "agent_selected") return [];
    const { kind, rule, detail, considered = [], omitted } = event.reason;
    const reason = [kind, rule, detail].filter((part) => part !== undefined).join(", ");
    const rules = considered.map((each) => ruleLine(each, style));
    const gap = omitted === undefined ? [] : [`        … ${omitted} more`];
    const shown = [...rules.slice(0, -1), ...gap, ...rules.slice(-1)];
    return [`${String(event.seq).padStart(5)} ${style("bold", event.agent)}  ${reason}`, ...shown];
  });
}

function ruleLine({ rule, target, outcome }: ConsideredRule, style: Io["style"]): string {
  const word = outcome.replace("_", " ");
  return `        ${rule} → ${target}: ${outcome === "taken" ? style("green", word) : word}`;
}
