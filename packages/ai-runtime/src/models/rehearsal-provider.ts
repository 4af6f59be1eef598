import { MozaiksError } from "@mozaiks/contracts";
import { z } from "zod";
import type { ModelMessage, ModelPart, ModelProvider, ModelRequest } from "../ports/model-provider.ts";
import type { RehearsalTurn } from "../tool.ts";
import { abortableWait, throwIfAborted } from "./abortable-wait.ts";
import { estimateUsage, streamedText } from "./estimate-usage.ts";
import { wordPieces, WrittenReply, writtenCalls, writtenText } from "./written-reply.ts";

/**
 * The provider `rehearsal`: answers with the agent's own rehearsal function through the path of a real model, in
 * word-sized pieces `chunkDelayMs` (default 15) apart. Usage is estimated from the text; the price is 0.
 * It fails with `model.unavailable` when a rehearsal throws or returns something else than a reply, and with
 * `model.not-configured` when a structured output is asked of an agent that has no rehearsal.
 */
export function createRehearsalProvider(options: { chunkDelayMs?: number } = {}): ModelProvider {
  const chunkDelayMs = options.chunkDelayMs ?? 15;
  return {
    resolve: () => "rehearsal",
    costUsd: () => 0,
    async *stream(request, { signal }) {
      let text = "";
      for (const part of replyParts(request, await replyOf(request))) {
        throwIfAborted(signal);
        if (chunkDelayMs > 0 && part.type !== "finish") await abortableWait(chunkDelayMs, signal);
        text = streamedText(text, part);
        yield part.type === "finish" ? { ...part, usage: estimateUsage(request, text) } : part;
      }
    },
  };
}

async function replyOf(request: ModelRequest): Promise<WrittenReply> {
  if (request.rehearsal === undefined) return defaultReply(request);
  let returned: unknown;
  try {
    const reply: unknown = request.rehearsal(rehearsalTurn(request));
    returned = await reply;
  } catch (thrown) {
    const text = thrown instanceof Error ? thrown.message : String(thrown);
    throw unavailable(request, `failed: ${text}`, thrown);
  }
  const reply = WrittenReply.safeParse(returned);
  if (!reply.success) throw unavailable(request, `returned no reply: ${z.prettifyError(reply.error)}`);
  return reply.data;
}

function defaultReply({ agent, output }: ModelRequest): WrittenReply {
  if (output !== undefined)
    throw new MozaiksError(
      "model.not-configured",
      `${agent} gives structured output and has no rehearsal, and no language model is answering: set OPENAI_API_KEY`,
    );
  return {
    content:
      `Hello! I am ${agent}, but no language model is answering right now, so this is a fixed reply. ` +
      "Set OPENAI_API_KEY and start again to talk to a real model.",
  };
}

function rehearsalTurn({ messages, context, tools, output }: ModelRequest): RehearsalTurn {
  return {
    messages: messages.map(turnMessage),
    context,
    tools: tools.map((tool) => tool.name),
    ...(output && { schema: output.schema }),
  };
}

function turnMessage(message: ModelMessage): RehearsalTurn["messages"][number] {
  if (message.role === "user") return { role: "user", content: message.content };
  if (message.role === "tool") return { role: "tool", content: message.result, name: message.name };
  const toolCalls = message.calls.map((call) => ({ name: call.name, arguments: call.arguments }));
  return { role: "assistant", content: message.content, ...(toolCalls.length > 0 && { toolCalls }) };
}

function* replyParts({ output }: ModelRequest, written: WrittenReply): Generator<ModelPart, void, undefined> {
  for (const text of wordPieces(writtenText(written, output !== undefined))) yield { type: "text", text };
  yield* writtenCalls(written);
}

function unavailable(request: ModelRequest, what: string, cause?: unknown): MozaiksError {
  return new MozaiksError("model.unavailable", `The rehearsal of ${request.agent} ${what}`, { cause });
}
