import { isMozaiksError, type JsonObject, MozaiksError } from "@mozaiks/contracts";
import { z } from "zod";
import type { DefinitionCode } from "../definitions/definition.ts";
import type { AgentManifest } from "../definitions/manifest.ts";
import { WrittenReply, writtenCalls, writtenText } from "../models/written-reply.ts";
import type { ModelPart, ModelRequest } from "../ports/model-provider.ts";
import type { AgentReply, AgentTurn, CustomAgent, ModelOverrides } from "../tool.ts";
import type { ModelPorts } from "./call-model.ts";
import { callMetered, type MeteredOptions } from "./metered-call.ts";
import type { StepMeter } from "./perform-guardrails.ts";
import type { Reply } from "./reply.ts";
import type { TurnScope } from "./step-scope.ts";
import { streamReply } from "./stream-reply.ts";

/** What an agent's class replies with. */
export interface CustomAgentScope {
  readonly ports: ModelPorts;
  readonly scope: TurnScope;
  readonly code: DefinitionCode;
  readonly meter: StepMeter;
}

type CustomAgentManifest = AgentManifest & { readonly class: NonNullable<AgentManifest["class"]> };

/** Whether a class replies for an agent, instead of its model. */
export function isCustom(agent: AgentManifest): agent is CustomAgentManifest {
  return agent.class !== undefined;
}

const defaultTimeoutMs = 300_000;
const maxTimeoutMs = 86_400_000;

/**
 * The reply of an agent's class in place of its model's, streamed as one. A new instance replies each time. What its
 * calls of the model cost is metered, at least nothing: the step is in the ledger.
 * @throws MozaiksError `agent.failed` when it throws, takes too long or replies what it must not; what its calls of the
 * model throw; the abort reason when the session is lost.
 */
export async function callAgent(
  { ports, scope, code, meter }: CustomAgentScope,
  agent: CustomAgentManifest,
  request: ModelRequest,
  options: MeteredOptions,
): Promise<Reply> {
  const before = meter.usages.length;
  const pending: Promise<unknown>[] = [];
  const over = new AbortController();
  const inner: TurnScope = { ...scope, stop: AbortSignal.any([scope.stop, over.signal]), partial: {} };

  const callModel = (overrides: ModelOverrides = {}): Promise<AgentReply> => {
    const asked = overridden(request, overrides);
    const call = callMetered(ports, inner, asked, { ...options, visible: false, showsCalls: false }, meter).then(
      (reply) => toAgentReply(reply, asked),
    );
    pending.push(call.catch(() => undefined));
    return call;
  };
  const stream = async function* (_: ModelRequest, { signal }: { signal: AbortSignal }): AsyncGenerator<ModelPart> {
    try {
      yield* partsOf(code.agent(agent.class.export), request, signal, callModel);
    } catch (thrown) {
      if (signal.aborted || isMozaiksError(thrown)) throw thrown;
      const reason = thrown instanceof Error ? thrown.message : String(thrown);
      throw new MozaiksError("agent.failed", `the class ${agent.class.name} of ${agent.name}: ${reason}`, {
        cause: thrown,
      });
    }
  };
  try {
    return await streamReply({ ...ports, models: { stream } }, scope, request, {
      ...options,
      onFirstToken: () => undefined,
    });
  } finally {
    over.abort(new Error("the reply is over"));
    await Promise.all(pending);
    if (meter.usages.length === before) meter.usages.push(nothingUsed(ports, scope, agent, meter.totalTokens));
  }
}

async function* partsOf(
  create: () => unknown,
  request: ModelRequest,
  signal: AbortSignal,
  callModel: AgentTurn["callModel"],
): AsyncGenerator<ModelPart> {
  signal.throwIfAborted();
  const instance = (await abortable(signal, async () => create())) as Partial<CustomAgent> | undefined;
  if (typeof instance?.reply !== "function") throw new Error("it has no method reply");
  const timeoutMs = timeoutOf(instance.timeout_s);
  const timeout = AbortSignal.timeout(timeoutMs);
  const until = AbortSignal.any([signal, timeout]);
  const within = async <T>(work: () => T | Promise<T>): Promise<T> => {
    try {
      return await abortable(until, work);
    } catch (thrown) {
      if (timeout.aborted && !signal.aborted)
        throw new Error(`it took longer than ${timeoutMs / 1_000} s`, { cause: thrown });
      throw thrown;
    }
  };
  const turn = turnOf(request, until, callModel);
  const answered: unknown = await within(() => (instance as CustomAgent).reply(turn) as unknown);
  let streamed = "";
  let returned = answered;
  if (isGenerator(answered)) {
    try {
      for (;;) {
        const next = await within(() => answered.next());
        returned = next.value ?? {};
        if (next.done) break;
        if (typeof next.value !== "string") throw new Error("it yields something else than text");
        streamed += next.value;
        yield { type: "text", text: next.value };
      }
    } finally {
      void Promise.resolve(answered.return(undefined)).catch(() => undefined);
    }
  }
  const reply = WrittenReply.safeParse(returned);
  if (!reply.success) throw new Error(`it gives no reply: ${z.prettifyError(reply.error)}`);
  const text = writtenText(reply.data, request.output !== undefined);
  if (text !== "" && text !== streamed) {
    if (streamed !== "") yield { type: "restart" };
    yield { type: "text", text };
  }
  yield* writtenCalls(reply.data);
}

function turnOf(
  { messages, system, context, tools, output }: ModelRequest,
  signal: AbortSignal,
  callModel: AgentTurn["callModel"],
): AgentTurn {
  return {
    messages: structuredClone(messages),
    system,
    context: { get: (name) => structuredClone(context[name]), all: () => structuredClone(context) },
    tools: structuredClone(tools),
    ...(output && { schema: structuredClone(output.schema) }),
    signal,
    callModel,
  };
}

function overridden(
  request: ModelRequest,
  { messages, system, tools, schema, settings }: ModelOverrides,
): ModelRequest {
  const { output, ...rest } = request;
  const asked = schema === undefined ? output : schema === null ? undefined : { name: "reply", schema };
  return {
    ...rest,
    ...(system !== undefined && { system }),
    ...(messages && { messages }),
    ...(tools && { tools: request.tools.filter(({ name }) => tools.includes(name)) }),
    ...(settings && { settings: { ...request.settings, ...settings } }),
    ...(asked && { output: asked }),
  };
}

function toAgentReply({ text, calls }: Reply, { output }: ModelRequest): AgentReply {
  const toolCalls = calls.map(({ name, arguments: args }) => ({ name, arguments: args ?? {} }));
  const structured = output && toolCalls.length === 0 ? parsed(text) : undefined;
  return { content: text, ...(toolCalls.length > 0 && { toolCalls }), ...(structured !== undefined && { structured }) };
}

/** What is no JSON stays text: the reply is asked for again with what is wrong. */
function parsed(text: string): AgentReply["structured"] {
  try {
    return JSON.parse(text) as JsonObject;
  } catch {
    return undefined;
  }
}

function timeoutOf(seconds: unknown): number {
  if (typeof seconds !== "number" || !(seconds > 0)) return defaultTimeoutMs;
  return Math.min(seconds * 1_000, maxTimeoutMs);
}

function isGenerator(value: unknown): value is AsyncGenerator<unknown, unknown> {
  return (
    typeof value === "object" && value !== null && Symbol.asyncIterator in value && "next" in value && "return" in value
  );
}

/** The result of the work, unless the signal aborts first: code may ignore it. */
async function abortable<T>(signal: AbortSignal, work: () => T | Promise<T>): Promise<T> {
  signal.throwIfAborted();
  const aborted = Promise.withResolvers<never>();
  const abort = (): void => aborted.reject(signal.reason);
  signal.addEventListener("abort", abort, { once: true });
  try {
    return await Promise.race([(async () => work())(), aborted.promise]);
  } finally {
    signal.removeEventListener("abort", abort);
  }
}

function nothingUsed(
  ports: ModelPorts,
  scope: TurnScope,
  agent: CustomAgentManifest,
  totalTokens: number,
): StepMeter["usages"][number] {
  return {
    type: "usage_update",
    agent: agent.name,
    model: agent.class.name,
    tokens: { prompt_tokens: 0, completion_tokens: 0, total_tokens: 0 },
    total_tokens: totalTokens,
    cost_usd: ports.monetization ? 0 : null,
    user_id: scope.user_id,
    app_id: scope.tenant.app_id,
    workflow_id: scope.definition.workflow_id,
  };
}
