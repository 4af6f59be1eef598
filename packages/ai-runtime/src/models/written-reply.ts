import { Json, JsonObject } from "@mozaiks/contracts";
import { z } from "zod";
import type { ModelPart } from "../ports/model-provider.ts";

/** A reply that code has written: a rehearsal, or the class of an agent. */
export const WrittenReply = z.strictObject({
  content: z.string().optional(),
  toolCalls: z.array(z.strictObject({ name: z.string(), arguments: JsonObject })).optional(),
  structured: Json.optional(),
  handoffTo: z.string().optional(),
});
export type WrittenReply = z.infer<typeof WrittenReply>;

/** What is said: the structured reply as JSON where one is asked for, or nothing else is said. */
export function writtenText({ content, structured }: WrittenReply, wantsOutput: boolean): string {
  const isStructured = structured !== undefined && (wantsOutput || content === undefined);
  return isStructured ? JSON.stringify(structured) : (content ?? "");
}

/** The calls of a reply as a model would stream them, in word-sized pieces, and its end. */
export function* writtenCalls({ toolCalls = [], handoffTo }: WrittenReply): Generator<ModelPart, void, undefined> {
  const handoff = handoffTo === undefined ? [] : [{ name: `transfer_to_${handoffTo}`, arguments: {} }];
  const calls = [...toolCalls, ...handoff];
  for (const [index, call] of calls.entries()) {
    const id = `written_${index + 1}`;
    const json = JSON.stringify(call.arguments);
    for (const text of wordPieces(json)) yield { type: "tool-input", id, name: call.name, text };
    yield { type: "tool-call", id, name: call.name, arguments: json };
  }
  yield { type: "finish", reason: calls.length > 0 ? "tool_calls" : "stop", usage: undefined };
}

/** Words with the space that follows them; together the whole text. */
export function wordPieces(text: string): readonly string[] {
  return text.match(/\s*\S+\s*|\s+/g) ?? [];
}
