import type { EventOf, SessionEvent } from "@mozaiks/contracts";
import { expect } from "vitest";
import { eventsOf } from "./chat.ts";
import type { Play } from "./row.ts";
import { doneText } from "./script.ts";

/** The log of a row that went on by itself to the word that ends every row, said once, and waits for its person. */
export async function doneOnce({ chat }: Play): Promise<readonly SessionEvent[]> {
  const log = await chat.rest();
  expect(log.at(-1)).toMatchObject({ type: "run_paused", waiting_for: "user" });
  expect(textsOf(log).filter((text) => text.includes(doneText(chat.id)))).toHaveLength(1);
  return log;
}

/** What agents said. */
export function textsOf(log: readonly SessionEvent[]): readonly string[] {
  return eventsOf(log, "agent_message").map(({ content = "" }) => content);
}

/** The one result that a tool's calls have. */
export function resultOf(log: readonly SessionEvent[], tool: string): EventOf<"tool_result"> {
  const results = eventsOf(log, "tool_result").filter(({ name }) => name === tool);
  const [result, ...more] = results;
  if (!result || more.length > 0) throw new Error(`${tool} has ${results.length} results`);
  return result;
}

/** How often runs were taken over. */
export function recoveriesOf(log: readonly SessionEvent[]): number {
  return eventsOf(log, "run_recovery").length;
}

/** A variable's last value. */
export function variableOf(log: readonly SessionEvent[], name: string): unknown {
  return eventsOf(log, "context_update").findLast(({ changes }) => name in changes)?.changes[name];
}
