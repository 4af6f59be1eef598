import type { PlayedScenario } from "@mozaiks/ai-runtime";
import type { Io } from "./io.ts";

/** A played scenario as people read it: one line when it passed, else what differs and the log. */
export function scenarioLines(
  { workflow_id, name, description, ok, durationMs, mismatches, outline }: PlayedScenario,
  { style, log }: { readonly style: Io["style"]; readonly log: boolean },
): readonly string[] {
  const title = `${workflow_id}/${name}${description === undefined ? "" : `  ${description}`}`;
  const took = style("dim", `${Math.round(durationMs)} ms`);
  const differences = mismatches.flatMap(({ when, what, expected, got, place }) => [
    `  ${style("bold", `${when}: ${what}`)}  ${style("dim", `${place.file}:${place.line}:${place.column}`)}`,
    ...aligned("expected", expected, (text) => style("green", text)),
    ...aligned("got", got, (text) => style("red", text)),
  ]);
  return [
    `${ok ? style("green", "✓") : style("red", "✗")} ${title}  ${took}`,
    ...differences,
    ...(ok && !log ? [] : outline.map((line) => style("dim", `  │ ${line}`))),
  ];
}

function aligned(word: string, text: string, paint: (text: string) => string): readonly string[] {
  return text.split("\n").map((line, index) => `    ${(index === 0 ? word : "").padEnd(9)} ${paint(line)}`);
}
