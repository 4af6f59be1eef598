import type { NestedChatEntry } from "../files/handoffs-file.ts";
import { type AgentManifest, type NestedChatManifest, nestedTarget, type ToolManifest } from "../manifest.ts";
import { checkPrompt } from "../prompt-template.ts";
import type { Report } from "../source/report.ts";
import type { SourceFile, SourcePath } from "../source/source-file.ts";
import { checkTemplate } from "./compile-prompt.ts";
import type { KnownNames } from "./known-names.ts";

/** What nested chats are read with. */
export interface NestedChatSurroundings {
  readonly names: KnownNames;
  readonly agents: readonly AgentManifest[];
  readonly tools: readonly ToolManifest[];
  /** The nested chats so far, as JSON, by name. */
  readonly known: Map<string, string>;
  /** Names that rules hand over to. */
  readonly targets: ReadonlySet<string>;
  /** Variables that are read. */
  readonly used: Set<string>;
}

/** The nested chat of a rule, and the target that stands for it: rules with the same one share it. */
export function compileNestedChat(
  entry: NestedChatEntry,
  sourceAgent: string,
  source: SourceFile,
  path: SourcePath,
  surroundings: NestedChatSurroundings,
  report: Report,
): { readonly target: string; readonly nested: NestedChatManifest } {
  const { names, used } = surroundings;
  for (const [index, name] of entry.agents.entries()) {
    const place = source.at([...path, "agents", index]);
    if (!names.requireAgent(name, source, [...path, "agents", index])) continue;
    if (name === sourceAgent)
      report.error(place, "handoff.invalid", `${name} cannot be in its own nested chat.`, "Name other agents.");
    const asks = asksPerson(name, surroundings);
    if (asks !== undefined)
      report.error(
        place,
        "handoff.invalid",
        `${name} has the tool ${asks}, which waits for a person, and in a nested chat nobody is there to answer.`,
        `Take ${asks} from ${name}, or name an agent without it.`,
      );
  }
  if (entry.message != null) {
    const place = source.at([...path, "message"]);
    checkTemplate({ text: entry.message, place, isFile: false }, names, report);
    for (const { name } of checkPrompt(entry.message).variables) used.add(name);
  }
  const nested: NestedChatManifest = {
    agents: entry.agents,
    ...(entry.message != null && { message: entry.message }),
    rounds: entry.rounds ?? 1,
    result: entry.result ?? "last",
  };
  return { target: nestedTarget + nameOf(nested, surroundings), nested };
}

/** The first tool of an agent whose calls wait for a person. */
function asksPerson(agent: string, { agents, tools }: NestedChatSurroundings): string | undefined {
  const manifest = agents.find(({ name }) => name === agent);
  const own = new Set([...(manifest?.tools ?? []), manifest?.auto_tool]);
  return tools.find(
    ({ name, ui, requires_approval }) => own.has(name) && (ui?.awaits_response || requires_approval !== undefined),
  )?.name;
}

/** A name that models can call it by: its agents, unless rules call another chat or an agent so already. */
function nameOf(nested: NestedChatManifest, { targets, known }: NestedChatSurroundings): string {
  const text = JSON.stringify(nested);
  const base = nested.agents.join("_").slice(0, 40);
  for (let count = 1; ; count += 1) {
    const name = count === 1 ? base : `${base}_${count}`;
    const other = known.get(name);
    if (targets.has(name) || (other !== undefined && other !== text)) continue;
    known.set(name, text);
    return name;
  }
}
