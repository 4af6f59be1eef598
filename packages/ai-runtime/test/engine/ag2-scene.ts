import { isRunEnd } from "@mozaiks/contracts";
import type { HandoffManifest } from "../../src/definitions/manifest.ts";
import type { StoredEvent } from "../../src/ports.ts";
import type { ToolFunction } from "../../src/tool.ts";
import { startEngine } from "./harness.ts";
import { buildDefinition, type ManifestParts } from "./manifest-builder.ts";
import { type Reply, type ScriptedModel, scriptedModel } from "./scripted-model.ts";

/** Who spoke in each run, and how it ended. */
export interface Play {
  readonly speakers: string;
  readonly end: string;
  readonly log: readonly StoredEvent[];
  readonly model: ScriptedModel;
}

export interface Scene extends ManifestParts {
  readonly script?: Record<string, readonly Reply[]>;
  readonly says?: readonly string[];
  readonly run?: Record<string, ToolFunction>;
}

export async function play({ script = {}, says = ["go"], run = {}, ...parts }: Scene): Promise<Play> {
  const model = scriptedModel(script);
  await using engine = await startEngine({ definition: buildDefinition(parts), model, tools: run });
  const chat = await engine.open();
  for (const [index, message] of says.entries()) {
    await engine.say(chat, message);
    await engine.until(chat, (events) => events.filter(isRestingPlace).length > index);
  }
  const log = await engine.log(chat);
  const speakers = log.flatMap((event) => {
    if (event.type === "agent_selected") return [event.agent];
    return event.type === "user_message" ? ["u"] : [];
  });
  const last = log.at(-1);
  const end = last?.type === "workflow_complete" ? last.reason : String(last?.type);
  return { speakers: speakers.join(" "), end, log, model };
}

/** A run's end, unless it goes on by itself when a nested chat is over. */
function isRestingPlace(event: StoredEvent): boolean {
  return isRunEnd(event) && !(event.type === "run_paused" && event.waiting_for === "children");
}

export const results = (log: readonly StoredEvent[]): readonly unknown[] =>
  log.flatMap((event) => (event.type === "tool_result" ? [event.result ?? event.error?.code] : []));
export const after = (
  source: string,
  target: string,
  more: Partial<HandoffManifest> = {},
): Omit<HandoffManifest, "id"> => ({
  source,
  target,
  stage: "after",
  ...more,
});
export const pre = (source: string, target: string, condition: string): Omit<HandoffManifest, "id"> => ({
  ...after(source, target),
  stage: "pre",
  condition,
});
export const llm = (
  source: string,
  target: string,
  more: Partial<HandoffManifest> = {},
): Omit<HandoffManifest, "id"> => ({
  ...after(source, target, { condition: `ask ${target}`, ...more }),
  stage: "llm",
});
export const chatOf = (...agents: readonly string[]): Pick<HandoffManifest, "target" | "nested"> => ({
  target: `nested_chat:${agents.join("_")}`,
  nested: { agents, rounds: 1, result: "last" },
});
export const x = [{ name: "x", type: "integer", default: 1 }] as const;
export const solo = { human_in_the_loop: false } as const;
export const act = [{ name: "act" }];
export const to =
  (target: string): ToolFunction =>
  () => ({ handoff_to: target });

/** A statement, whether it holds here, and a check of what holds here. */
export type Row = readonly [id: string, statement: string, verdict: string, check: () => Promise<void> | void];
export const matches = "matches";
