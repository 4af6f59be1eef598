import { type JsonObject, MozaiksError } from "@mozaiks/contracts";
import { z } from "zod";
import type { DefinitionCode } from "../definitions/definition.ts";
import type { AgentManifest, HookManifest } from "../definitions/manifest.ts";
import type { ModelMessage } from "../ports/model-provider.ts";
import type { Hooks } from "../tool.ts";
import type { StepScope } from "./step-scope.ts";

/** What a model is told. */
interface Told {
  readonly system: string;
  readonly messages: readonly ModelMessage[];
}

export interface AgentHooks {
  /** Whether the text of a reply may change before it is recorded. */
  readonly changeReplies: boolean;
  /** What the model is told instead. */
  beforeCall(told: Told): Promise<Told>;
  /** The text that is recorded instead. */
  beforeSend(content: string): Promise<string>;
}

const timeoutMs = 60_000;

const StateResult = z.object({ system: z.string().optional() }).nullish();
const Content = z.string();
const Messages = z
  .array(
    z.discriminatedUnion("role", [
      z.object({
        role: z.literal("user"),
        content: z.string(),
        images: z.array(z.object({ media_type: z.string(), data: z.instanceof(Uint8Array) })).optional(),
      }),
      z.object({
        role: z.literal("assistant"),
        content: z.string(),
        calls: z.array(z.object({ call_id: z.string(), name: z.string(), arguments: z.record(z.string(), z.json()) })),
      }),
      z.object({
        role: z.literal("tool"),
        call_id: z.string(),
        name: z.string(),
        result: z.string(),
        isError: z.boolean(),
      }),
    ]),
  )
  .min(1);

/**
 * The hooks around one step of an agent, each type in file order.
 * @throws both functions: MozaiksError `hook.failed` when a hook throws, takes more than 60 s or returns what it must
 * not; the abort reason when the session is lost or the run is to end.
 */
export function hooksOf(scope: StepScope, agent: AgentManifest, code: DefinitionCode, context: JsonObject): AgentHooks {
  const own = (scope.definition.manifest.hooks ?? []).filter((hook) => (hook.agent ?? agent.name) === agent.name);
  const of = (type: keyof Hooks): readonly HookManifest[] => own.filter((hook) => hook.type === type);
  /** Passes a value through the hooks of a type: each is given what `inputOf` makes of it. */
  async function through<K extends keyof Hooks, V, R>(
    type: K,
    first: V,
    inputOf: (value: V) => Parameters<Hooks[K]>[0],
    result: z.ZodType<R>,
    next: (value: V, returned: R) => V,
  ): Promise<V> {
    let value = first;
    for (const hook of of(type)) {
      const parsed = result.safeParse(await callHook(scope, code, hook, inputOf(value)));
      if (!parsed.success)
        throw failed(hook, `its result does not fit: ${parsed.error.issues.map(issueText).join("; ")}`);
      value = next(value, parsed.data);
    }
    return value;
  }
  return {
    changeReplies: of("process_message_before_send").length > 0,
    async beforeCall(told) {
      const system = await through(
        "update_agent_state",
        told.system,
        (before) => ({ agent: agent.name, system: before, context, messages: told.messages }),
        StateResult,
        (before, returned) => returned?.system ?? before,
      );
      const messages = await through(
        "process_all_messages_before_reply",
        told.messages,
        (before) => before,
        Messages,
        (_, returned) => returned as readonly ModelMessage[],
      );
      const index = messages.findLastIndex(({ role }) => role === "user");
      const last = messages[index];
      if (last?.role !== "user") return { system, messages };
      const content = await through(
        "process_last_received_message",
        last.content,
        (before) => before,
        Content,
        (_, returned) => returned,
      );
      return { system, messages: messages.with(index, { ...last, content }) };
    },
    async beforeSend(content) {
      if (content === "") return content;
      return through(
        "process_message_before_send",
        content,
        (before) => ({ agent: agent.name, content: before }),
        Content,
        (_, returned) => returned,
      );
    },
  };
}

function issueText({ path, message }: z.core.$ZodIssue): string {
  return path.length > 0 ? `${path.join(".")}: ${message}` : message;
}

/** Calls a hook with a copy, so that it cannot change what the session remembers. */
async function callHook(scope: StepScope, code: DefinitionCode, hook: HookManifest, input: unknown): Promise<unknown> {
  const call = code.hook(hook.export);
  const { lost, stop } = scope;
  const timeout = AbortSignal.timeout(timeoutMs);
  const signal = AbortSignal.any([lost, stop, timeout]);
  const aborted = Promise.withResolvers<never>();
  const abort = (): void => aborted.reject(signal.reason);
  signal.throwIfAborted();
  signal.addEventListener("abort", abort, { once: true });
  try {
    return await Promise.race([(async () => call(structuredClone(input)))(), aborted.promise]);
  } catch (thrown) {
    lost.throwIfAborted();
    stop.throwIfAborted();
    if (timeout.aborted) throw failed(hook, `it took longer than ${timeoutMs / 1_000} s`);
    throw failed(hook, thrown instanceof Error ? thrown.message : String(thrown), thrown);
  } finally {
    signal.removeEventListener("abort", abort);
  }
}

function failed({ id, type, function: name }: HookManifest, reason: string, cause?: unknown): MozaiksError {
  return new MozaiksError("hook.failed", `${type} ${name} (${id}): ${reason}`, { cause });
}
