import { createHash } from "node:crypto";
import type { LanguageModelV4CallOptions, LanguageModelV4Message } from "@ai-sdk/provider";
import { type JsonObject, MozaiksError } from "@mozaiks/contracts";
import type { ModelMessage, ModelRequest, ModelTool } from "../ports/model-provider.ts";
import { camelOptions, isOption, isReserved, optionNames, snakeOptions } from "./model-options.ts";
import { sentSchema } from "./strict-schema.ts";

/** How a request is put: for OpenAI's own chat completions, a server that speaks the same, or another provider. */
export type Dialect = "openai" | "compatible" | "anthropic" | "google";

type Schema7 = Extract<NonNullable<LanguageModelV4CallOptions["tools"]>[number], { type: "function" }>["inputSchema"];

/** The AI SDK's form of a request, without the abort signal. */
export function callOptions(request: ModelRequest, dialect: Dialect): LanguageModelV4CallOptions {
  const { temperature, top_p, max_tokens, seed, presence_penalty, frequency_penalty, stop } = request.settings;
  const { options = {} } = request.settings;
  const output = request.output && { name: formatName(request.output.name), ...sentSchema(request.output.schema) };
  return {
    prompt: prompt(request, dialect),
    ...given({
      temperature,
      topP: top_p,
      topK: topKOf(options, dialect),
      maxOutputTokens: max_tokens,
      seed,
      presencePenalty: presence_penalty,
      frequencyPenalty: frequency_penalty,
      stopSequences: stop && [...stop],
    }),
    ...(request.tools.length > 0 && { tools: request.tools.map((tool) => functionTool(tool, dialect)) }),
    ...(output && { responseFormat: { type: "json", name: output.name, schema: output.schema as Schema7 } }),
    providerOptions: providerOptions(options, dialect, output?.strict),
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
  if (message.role === "user") return { role: "user", content: [{ type: "text", text: message.content }] };
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

/**
 * The options of `llm_config` as the provider's package takes them.
 * @throws MozaiksError `model.rejected` for one that the package does not know and would drop. A compatible server gets all.
 */
function providerOptions(options: JsonObject, dialect: Dialect, strict: boolean | undefined) {
  const allowed = Object.fromEntries(Object.entries(options).filter(([name]) => !isReserved(name)));
  if (dialect === "compatible") return { openaiCompatible: { ...snakeOptions(allowed), ...strictness(strict) } };
  for (const name of Object.keys(allowed))
    if (!isOption(dialect, name))
      throw new MozaiksError(
        "model.rejected",
        `llm_config.options: ${dialect} has no option ${name}; it has ${optionNames(dialect).join(", ")}`,
      );
  const { topK: _, verbosity, ...rest } = camelOptions(allowed);
  if (dialect !== "openai") return { [dialect]: rest };
  return { openai: { ...rest, ...(verbosity !== undefined && { textVerbosity: verbosity }), ...strictness(strict) } };
}

function strictness(strict: boolean | undefined) {
  return strict === undefined ? {} : { strictJsonSchema: strict };
}

/** `top_k` is a setting of its own in the AI SDK. */
function topKOf(options: JsonObject, dialect: Dialect): number | undefined {
  const { topK } = camelOptions(options);
  return (dialect === "anthropic" || dialect === "google") && typeof topK === "number" ? topK : undefined;
}

type Given<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

function given<T extends object>(values: T): Given<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Given<T>;
}
