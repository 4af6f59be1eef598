import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** Beside the built program, which carries them; `examples/patterns` in the repository. */
const patternsFolder = [
  new URL("./templates/", import.meta.url),
  new URL("../../../examples/patterns/", import.meta.url),
]
  .map((url) => fileURLToPath(url))
  .find(existsSync);

/** What each pattern is for. */
export const patternUses: Readonly<Record<string, string>> = {
  default: "one agent with a tool, and a second one that takes over",
  auto: "a model chooses who speaks, by what each agent is good at",
  "round-robin": "one after the other, in the order of the file",
  random: "drawn by lot, never the same speaker twice running",
  manual: "the person picks who speaks",
  "context-aware-routing": "a router gives each question to the specialist of its domain",
  escalation: "the cheapest tier answers first, and hands up what it is not sure of",
  "feedback-loop": "a draft is reviewed and revised until it is good enough",
  hierarchical: "work is delegated down and compiled on the way back up",
  organic: "a team talks as it comes; a model chooses who speaks",
  pipeline: "stages in a fixed order, any of which can stop",
  redundant: "several do the same task on their own; the best result wins",
  star: "a coordinator asks the specialists that a question needs",
  "triage-with-tasks": "a request becomes tasks that are done one after the other",
};

/** The patterns that there are templates of. */
export async function listPatterns(): Promise<readonly string[]> {
  const entries = patternsFolder === undefined ? [] : await readdir(patternsFolder);
  return Object.keys(patternUses).filter((name) => entries.includes(name));
}

/** Where the workflows of a pattern's template are, each in a folder of its own. */
export function templateOf(pattern: string): string {
  return join(patternsFolder ?? "", pattern, "workflows");
}
