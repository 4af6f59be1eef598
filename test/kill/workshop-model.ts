import type { MockAnswer, MockLlmRequest, MockStep } from "@mozaiks/testkit";
import { type Agent, parseTask, type Step, textOf } from "./task.ts";

/**
 * The model behind the workshop: follows the script of the last user message. It keeps no state, so a call that is
 * repeated after a crash gets the same reply, and a step that was lost or doubled shows in what is called next.
 */
export function workshopReply(request: MockLlmRequest): MockAnswer {
  const { messages } = request.body;
  const agent: Agent = request.system.includes("You are Builder.") ? "Builder" : "Clerk";
  const given = messages.map(({ role, content }) =>
    role === "user" && typeof content === "string" ? parseTask(content) : undefined,
  );
  const at = given.findLastIndex((task) => task !== undefined);
  const { task, script } = given[at] ?? { task: 0, script: { Clerk: [], Builder: [] } };
  const step = messages.slice(at + 1).filter(({ role }) => role === "assistant").length;
  return { firstTokenMs: 15, tokenMs: 6, steps: stepsOf(task, agent, step, script[agent][step] ?? "say") };
}

function stepsOf(task: number, agent: Agent, step: number, kind: Step): readonly MockStep[] {
  const text = textOf(task, agent, step, kind).match(/\s*\S+/g) ?? [];
  const times = { before_ms: 10 + ((task * 31 + step * 17) % 60), after_ms: 10 + ((task * 13 + step * 41) % 60) };
  const call = (name: string, last = false): MockStep => ({
    toolCall: { name, arguments: { task, step, ...times, last } },
  });
  const question = (name: string): MockStep => ({
    toolCall: { name, arguments: { task, step, hurried: name === "hurry" } },
  });
  switch (kind) {
    case "say":
      return text;
    case "transfer":
      return [...text, { toolCall: { name: "transfer_to_Builder" } }];
    case "note":
      return [...text, call("note")];
    case "close":
      return [call("note", true)];
    case "charge":
      return [call("charge")];
    case "both":
      return [call("note"), call("charge")];
    case "ask":
    case "hurry":
      return [question(kind)];
    case "askAndCharge":
      return [question("ask"), call("charge")];
  }
}
