import { createHash } from "node:crypto";
import type { LanguageModelV4CallOptions, LanguageModelV4Message } from "@ai-sdk/provider";
import type { Json, JsonObject } from "@mozaiks/contracts";
import type { ModelMessage, ModelRequest, ModelTool } from "../ports/model-provider.ts";
import { sentSchema } from "./strict-schema.ts";

/** Whose dialect of the protocol: OpenAI's own, or that of a server that speaks the same. */
export type Dialect = "openai" | "compatible";

type Schema7 = Extract<NonNullable<LanguageModelV4CallOptions["tools"]>[number], { type: "function" }>["inputSchema"];

/** The AI SDK's form of a request, without the abort signal. */
export function callOptions(request: ModelRequest, dialect: Dialect): LanguageModelV4CallOptions {
  const { temperature, top_p, max_tokens, seed, presence_penalty, frequency_penalty, stop } = request.settings;
  const output = request.output && { name: formatName(request.output.name), ...sentSchema(request.output.schema) };
  return {
    prompt: prompt(request),
    ...given({
      temperature,
      topP: top_p,
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

function prompt(request: ModelRequest): LanguageModelV4Message[] {
  const system: LanguageModelV4Message[] = request.system === "" ? [] : [{ role: "system", content: request.system }];
  return [...system, ...request.messages.map(promptMessage)];
}

/** Chat completions have no mark for a failed tool, and OpenAI's package would wrap its text: it goes as it is. */
function promptMessage(message: ModelMessage): LanguageModelV4Message {
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
        output: { type: "text", value: message.result },
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

const ownSettings = new Set(
  (
    "temperature top_p max_tokens seed presence_penalty frequency_penalty stop " +
    "model messages stream stream_options tools response_format"
  ).split(" "),
);

/**
 * Whatever else `llm_config` holds. OpenAI's package knows its options by camel-case names and drops others; a
 * compatible server gets them in the body under their snake-case names.
 */
function providerOptions(request: ModelRequest, dialect: Dialect, strict: boolean | undefined) {
  const rename = dialect === "openai" ? camelCase : snakeCase;
  const rest: JsonObject = {};
  for (const [name, value] of Object.entries<Json | undefined>({ ...request.settings } as JsonObject))
    if (!ownSettings.has(name) && value !== undefined) rest[rename(name)] = value;
  if (dialect === "openai" && "verbosity" in rest) rest["textVerbosity"] = rest["verbosity"] ?? null;
  const options = { ...rest, ...(strict !== undefined && { strictJsonSchema: strict }) };
  return { [dialect === "openai" ? "openai" : "openaiCompatible"]: options };
}

function camelCase(name: string): string {
  return name.replace(/_([a-z])/g, (_match, letter: string) => letter.toUpperCase());
}

function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

type Given<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

function given<T extends object>(values: T): Given<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Given<T>;
}
