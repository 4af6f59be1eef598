import { type MockAnswer, type MockLlmRequest, type MockReply, startMockLlm } from "@mozaiks/testkit";
import type { JsonObject } from "@mozaiks/contracts";

/** What the model is asked. */
export interface Asked {
  readonly row: string;
  /** Who asks: an agent's name, `guardrail` or `manager`. */
  readonly by: string;
  /** Replies and calls since the last message of a person: a repeated call has the same step. */
  readonly step: number;
  /** How often the row has asked so far, this time included. */
  readonly count: number;
  /** False in the life that is to end in the middle. */
  readonly isOpen: boolean;
  readonly request: MockLlmRequest;
}

/** What the model answers in a row. */
export type Script = (asked: Asked) => MockReply;

/** The model of all rows. */
export interface RowModel extends AsyncDisposable {
  readonly url: string;
  /** What a row has asked so far. */
  asked(row: string): readonly Asked[];
}

/** A reply that never comes. */
export const held: MockAnswer = { steps: [{ hold: new Promise(() => undefined) }] };

/** What every row ends with. */
export const doneText = (row: string): string => `row:${row} is done`;

/** Calls tools in the first step, and is done with their results. */
export function calls(
  ...names: readonly (string | { readonly name: string; readonly arguments: JsonObject })[]
): Script {
  return ({ row, step }) =>
    step > 0
      ? doneText(row)
      : {
          toolCalls: names.map((call) => (typeof call === "string" ? { name: call, arguments: { row } } : call)),
        };
}

/** Answers every row by its own script. A request belongs to the row that the conversation names. */
export async function startRowModel(
  scriptOf: (row: string) => Script | undefined,
  isOpen: () => boolean,
): Promise<RowModel> {
  const llm = await startMockLlm();
  const asked = new Map<string, Asked[]>();
  llm.always((request) => {
    const { messages } = request.body;
    const said = messages.map(({ role, content }) => (role === "user" && typeof content === "string" ? content : ""));
    const row = /row:([\w-]+)/.exec([request.system, ...said].join("\n"))?.[1] ?? "";
    const since = messages.slice(said.findLastIndex((text) => text.includes("row:")));
    const step = since.filter(({ role }) => role === "assistant").length;
    const known = asked.get(row) ?? [];
    asked.set(row, known);
    const one = { row, by: speakerOf(request), step, count: known.length + 1, isOpen: isOpen(), request };
    known.push(one);
    return (scriptOf(row) ?? (() => doneText(row)))(one);
  });
  return {
    url: llm.url,
    asked: (row) => asked.get(row) ?? [],
    [Symbol.asyncDispose]: () => llm.close(),
  };
}

function speakerOf({ system }: MockLlmRequest): string {
  if (system.startsWith("You check a text")) return "guardrail";
  if (system.startsWith("You lead a conversation")) return "manager";
  return /You are (\w+)\./.exec(system)?.[1] ?? "";
}
