import { z } from "zod";

const ToolCall = z.looseObject({
  id: z.string(),
  function: z.looseObject({ name: z.string(), arguments: z.string() }),
});

const Message = z.looseObject({
  role: z.enum(["system", "developer", "user", "assistant", "tool"]),
  content: z.union([z.string(), z.null(), z.array(z.looseObject({ text: z.string().optional() }))]).optional(),
  tool_calls: z.array(ToolCall).optional(),
  tool_call_id: z.string().optional(),
});

/** The part of a chat completion request that scripts and tests look at; the rest is kept as it came. */
export const ChatBody = z.looseObject({
  model: z.string(),
  messages: z.array(Message).min(1),
  stream: z.literal(true, "this server only streams"),
  stream_options: z.looseObject({ include_usage: z.boolean().optional() }).optional(),
  tools: z.array(z.looseObject({ function: z.looseObject({ name: z.string() }) })).optional(),
});
export type ChatBody = z.infer<typeof ChatBody>;

/** How a response ended: all sent, an HTTP error, ended early by the script, or the client closed the connection. */
export type MockEnd = "finished" | "error" | "broken" | "left";

/** A request as the mock LLM received it. */
export interface MockLlmRequest {
  readonly body: ChatBody;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** The system prompt. */
  readonly system: string;
  /** The last message of role user. */
  readonly user: string;
  /** The name of the tool whose result is the last message, if it is one. */
  readonly afterTool: string | undefined;
  /** Names of the tools that were offered. */
  readonly tools: readonly string[];
  /** Resolves when the response is over. */
  readonly ended: Promise<MockEnd>;
}

/** What a script asks of a request; all that is given must match. A string matches when it is contained. */
export interface MockMatch {
  readonly system?: string | RegExp;
  readonly user?: string | RegExp;
  readonly model?: string;
  /** The last message is the result of this tool; `false`: it is no tool result. */
  readonly afterTool?: string | false;
  readonly where?: (request: MockLlmRequest) => boolean;
}

export function mockLlmRequest(
  body: ChatBody,
  headers: MockLlmRequest["headers"],
  ended: Promise<MockEnd>,
): MockLlmRequest {
  const last = body.messages.at(-1);
  const calls = body.messages.flatMap((message) => message.tool_calls ?? []);
  return {
    body,
    headers,
    system: textOf(body.messages.find((message) => message.role === "system" || message.role === "developer")),
    user: textOf(body.messages.findLast((message) => message.role === "user")),
    afterTool:
      last?.role === "tool" ? calls.findLast((call) => call.id === last.tool_call_id)?.function.name : undefined,
    tools: (body.tools ?? []).map((tool) => tool.function.name),
    ended,
  };
}

export function matches(match: MockMatch, request: MockLlmRequest): boolean {
  return (
    matchesText(match.system, request.system) &&
    matchesText(match.user, request.user) &&
    (match.model === undefined || match.model === request.body.model) &&
    (match.afterTool === undefined || (match.afterTool || undefined) === request.afterTool) &&
    (match.where?.(request) ?? true)
  );
}

function matchesText(pattern: string | RegExp | undefined, text: string): boolean {
  if (pattern === undefined) return true;
  return typeof pattern === "string"
    ? text.includes(pattern)
    : new RegExp(pattern, pattern.flags.replace("g", "")).test(text);
}

function textOf(message: ChatBody["messages"][number] | undefined): string {
  const content = message?.content ?? "";
  return typeof content === "string" ? content : content.map((part) => part.text ?? "").join("");
}
