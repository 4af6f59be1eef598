import { readdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";

/** Where the templates are: one workflow folder for each pattern, by its name. */
export const templatesFolder = fileURLToPath(new URL("../templates/", import.meta.url));

/** What each pattern is for. */
export const patternUses: Readonly<Record<string, string>> = {
  default: "one agent with a tool, and a second one that takes over",
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
  const entries = await readdir(templatesFolder);
  return Object.keys(patternUses).filter((name) => entries.includes(name));
}
