import { createHash } from "node:crypto";
import type { LanguageModelV4CallOptions, LanguageModelV4Message } from "@ai-sdk/provider";
import type { ModelMessage, ModelRequest, ModelTool } from "../ports/model-provider.ts";
import { providerOptions, topKOf } from "./provider-options.ts";
import { sentSchema } from "./strict-schema.ts";

/** How a request is put: for OpenAI's own chat completions, a server that speaks the same, or another provider. */
export type Dialect = "openai" | "compatible" | "anthropic" | "google";

type Schema7 = Extract<NonNullable<LanguageModelV4CallOptions["tools"]>[number], { type: "function" }>["inputSchema"];

/** The AI SDK's form of a request, without the abort signal. */
export function callOptions(request: ModelRequest, dialect: Dialect): LanguageModelV4CallOptions {
  const { temperature, top_p, max_tokens, seed, presence_penalty, frequency_penalty, stop } = request.settings;
  const output = request.output && { name: formatName(request.output.name), ...sentSchema(request.output.schema) };
  return {
    prompt: prompt(request, dialect),
    ...given({
      temperature,
      topP: top_p,
      topK: topKOf(request, dialect),
      maxOutputTokens: max_tokens,
      seed,
      presencePenalty: presence_penalty,
      frequencyPenalty: frequency_penalty,
      stopSequences: stop && [...stop],
    }),
    ...(request.tools.length > 0 && { tools: request.tools.map((tool) => functionTool(tool, dialect)) }),
    ...(output && { responseFormat: { type: "json", name: output.name, schema: output.schema as Schema7 } }),
    providerOptions: providerOptions(request, dialect, output?.strict),
  };
}

function prompt(request: ModelRequest, dialect: Dialect): LanguageModelV4Message[] {
  const system: LanguageModelV4Message[] = request.system === "" ? [] : [{ role: "system", content: request.system }];
  const messages = dialect === "anthropic" || dialect === "google" ? framedByUser(request.messages) : request.messages;
  return [...system, ...resultsTogether(messages.map((message) => promptMessage(message, dialect)))];
}

/** Gemini refuses parallel calls whose results stand in different messages. */
function resultsTogether(messages: readonly LanguageModelV4Message[]): LanguageModelV4Message[] {
  const together: LanguageModelV4Message[] = [];
  for (const message of messages) {
    const last = together.at(-1);
    if (last?.role === "tool" && message.role === "tool") last.content.push(...message.content);
    else together.push(message);
  }
  return together;
}

/** Claude and Gemini refuse conversations that a model begins or ends: a user's word is put where there is none. */
function framedByUser(messages: readonly ModelMessage[]): readonly ModelMessage[] {
  const begins = messages[0]?.role === "user" ? [] : [{ role: "user" as const, content: "[The conversation begins.]" }];
  const ends = messages.at(-1)?.role === "assistant" ? [{ role: "user" as const, content: "[Go on.]" }] : [];
  return [...begins, ...messages, ...ends];
}

/**
 * Only Claude is told by a mark that a tool failed: chat completions have none, and the packages of OpenAI and Google
 * would wrap the text.
 */
function promptMessage(message: ModelMessage, dialect: Dialect): LanguageModelV4Message {
  if (message.role === "user") {
    const images = (message.images ?? []).map(({ media_type, data }) => ({
      type: "file" as const,
      mediaType: media_type,
      data: { type: "data" as const, data },
    }));
    return { role: "user", content: [{ type: "text", text: message.content }, ...images] };
  }
  if (message.role === "assistant") {
    const text = message.content === "" ? [] : [{ type: "text" as const, text: message.content }];
    const calls = message.calls.map((call) => ({
      type: "tool-call" as const,
      toolCallId: providerCallId(call.call_id),
      toolName: call.name,
      input: call.arguments,
    }));
    return { role: "assistant", content: [...text, ...calls] };
  }
  return {
    role: "tool",
    content: [
      {
        type: "tool-result",
        toolCallId: providerCallId(message.call_id),
        toolName: message.name,
        output: { type: message.isError && dialect === "anthropic" ? "error-text" : "text", value: message.result },
      },
    ],
  };
}

/** OpenAI refuses call ids of more than 40 characters. */
function providerCallId(callId: string): string {
  return callId.length <= 40 ? callId : `call_${createHash("sha256").update(callId).digest("hex").slice(0, 32)}`;
}

/** `strict` is sent to OpenAI only: some compatible servers refuse fields they do not know. */
function functionTool(tool: ModelTool, dialect: Dialect) {
  const { schema, strict } = sentSchema(tool.parameters);
  return {
    type: "function" as const,
    name: tool.name,
    description: tool.description,
    inputSchema: schema as Schema7,
    ...(dialect === "openai" && { strict }),
  };
}

/** OpenAI takes letters, digits, `_` and `-`, at most 64. */
function formatName(name: string): string {
  return name.replace(/[^A-Za-z0-9_-]/g, "_").slice(0, 64);
}

type Given<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

function given<T extends object>(values: T): Given<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Given<T>;
}
