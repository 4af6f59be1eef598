import { setTimeout as delay } from "node:timers/promises";
import {
  type EventError,
  type FrameOf,
  isMozaiksError,
  type Json,
  type JsonObject,
  problems,
  type ProblemCode,
  type ToolStatus,
} from "@mozaiks/contracts";
import type { DefinitionCode } from "../definitions/definition.ts";
import type { ToolManifest } from "../definitions/manifest.ts";
import type { BlobStore } from "../ports/blob-store.ts";
import type { Clock } from "../ports/clock.ts";
import type { LiveBus } from "../ports/live-bus.ts";
import type { Telemetry } from "../ports/telemetry.ts";
import type { ToolContext } from "../tool.ts";
import type { ToolInvoker } from "../tools/tool-invoker.ts";
import { createArtifactStates } from "./artifact-states.ts";
import type { Draft } from "./core/draft.ts";
import type { Call } from "./core/state.ts";
import type { SchemaValidator } from "./json-schema-validator.ts";
import { artifactIdOf, idempotencyKeyOf } from "./message-id.ts";
import { contextOf } from "./prompt.ts";
import { type TurnScope, telemetryScope } from "./step-scope.ts";
import { createToolArtifacts } from "./tool-artifacts.ts";
import { createToolLog } from "./tool-log.ts";
import { createToolVariables, type EntityRefs } from "./tool-variables.ts";

export interface ToolPorts {
  readonly bus: LiveBus;
  readonly clock: Clock;
  readonly telemetry: Telemetry;
  readonly validator: SchemaValidator;
  readonly tools: ToolInvoker;
  readonly blobs: BlobStore;
}

/** What became of one call. Only a call that succeeded changes variables and artifacts or hands over. */
export interface ToolOutcome {
  readonly status: ToolStatus;
  readonly result?: Json;
  readonly error?: EventError;
  readonly changes: JsonObject;
  /** The documents that some of the changes belong into. */
  readonly entities?: EntityRefs;
  /** What it made of artifacts. */
  readonly writes?: readonly Draft[];
  readonly handoff_to?: string;
}

/** How long a tool may take to wind up after a stop before its outcome is `unknown`. */
export const graceMs = 5_000;

const maxResultBytes = 1_048_576;
const retryDelayMs = 200;

/**
 * Runs one tool of any kind: arguments checked against its schema, time-out, retries, stop. Never rejects: whatever
 * happens is an outcome that the agent is told.
 */
export async function runTool(
  ports: ToolPorts,
  scope: TurnScope,
  code: DefinitionCode,
  tool: ToolManifest,
  call: Call,
): Promise<ToolOutcome> {
  const wrong = ports.validator.problems(tool.parameters, call.arguments);
  if (wrong.length > 0) return failed("error", "tool.arguments-invalid", wrong.join("; "));
  let outcome: ToolOutcome = failed("error", "tool.failed");
  for (let attempt = 0; attempt <= tool.retries && !scope.stop.aborted; attempt += 1) {
    if (attempt > 0 && !(await pause(retryDelayMs * 2 ** (attempt - 1), scope))) break;
    outcome = await attemptTool(ports, scope, code, tool, call);
    if (outcome.status !== "error") return outcome;
  }
  return outcome;
}

/** False when the run stopped meanwhile. */
async function pause(ms: number, { stop, lost }: TurnScope): Promise<boolean> {
  try {
    await delay(ms, undefined, { signal: AbortSignal.any([stop, lost]) });
    return true;
  } catch (thrown) {
    if (stop.aborted || lost.aborted) return false;
    throw thrown;
  }
}

async function attemptTool(
  ports: ToolPorts,
  scope: TurnScope,
  code: DefinitionCode,
  tool: ToolManifest,
  call: Call,
): Promise<ToolOutcome> {
  const timeout = AbortSignal.timeout(tool.timeout_ms);
  const signal = AbortSignal.any([scope.lost, scope.stop, timeout]);
  const agent = scope.definition.agents.get(scope.turn.agent);
  const identity = { app_id: scope.tenant.app_id, user_id: scope.user_id, chat_id: scope.chat_id };
  const variables = createToolVariables(scope.definition, agent, contextOf(scope.state, identity), ports.validator);
  const states = createArtifactStates(ports.blobs, scope.tenant, scope.chat_id);
  const known = { artifacts: scope.state.artifacts, states };
  const artifacts = createToolArtifacts(scope.definition, known, ports.validator, (index) =>
    artifactIdOf(scope.tenant.app_id, scope.chat_id, call.call_id, index),
  );
  const context: ToolContext = {
    context: variables,
    artifacts,
    session: {
      ...identity,
      workflow_id: scope.definition.workflow_id,
      run_id: scope.run.run_id,
      agent: scope.turn.agent,
    },
    signal,
    idempotencyKey: idempotencyKeyOf(scope.tenant.app_id, scope.chat_id, call.call_id),
    progress: (percent, message) => publishProgress(ports, scope, tool, call, percent, message),
    log: createToolLog((level, fields, message) =>
      ports.telemetry.toolLog(telemetryScope(scope), level, fields, message),
    ),
  };
  const work = ports.tools.invoke({
    definition: scope.definition,
    code,
    tool,
    args: structuredClone(call.arguments),
    context,
  });
  const interrupted = interruption(scope, timeout);
  try {
    const value = await Promise.race([work, interrupted.promise]);
    if (value === stopped) return failed("unknown", "tool.interrupted");
    if (value === timedOut) return failed("timeout", "tool.timeout", `no result within ${tool.timeout_ms / 1000} s`);
    const outcome = succeeded(scope, tool, variables.changes, value);
    return outcome.status === "ok"
      ? { ...outcome, entities: variables.entities(), writes: await artifacts.writes() }
      : outcome;
  } catch (thrown) {
    if (scope.stop.aborted || scope.lost.aborted) return { status: "cancelled", changes: {} };
    if (timeout.aborted) return failed("timeout", "tool.timeout", `no result within ${tool.timeout_ms / 1000} s`);
    if (isMozaiksError(thrown) && thrown.code.startsWith("artifact."))
      return failed("error", thrown.code, thrown.message);
    return failed("error", "tool.failed", thrown instanceof Error ? thrown.message : String(thrown));
  } finally {
    interrupted.dispose();
    work.catch(() => undefined);
  }
}

const stopped = Symbol("stopped");
const timedOut = Symbol("timed out");

/** Resolves when waiting for the tool makes no sense any more: its time is up, or the grace after a stop is. */
function interruption(scope: TurnScope, timeout: AbortSignal): { promise: Promise<symbol>; dispose: () => void } {
  const done = new AbortController();
  const options = { once: true, signal: done.signal };
  const promise = new Promise<symbol>((resolve) => {
    const stop = (): void => {
      const timer = setTimeout(() => resolve(stopped), graceMs);
      done.signal.addEventListener("abort", () => clearTimeout(timer), { once: true });
    };
    if (scope.stop.aborted) stop();
    scope.stop.addEventListener("abort", stop, options);
    scope.lost.addEventListener("abort", () => resolve(stopped), options);
    timeout.addEventListener("abort", () => (scope.stop.aborted ? undefined : resolve(timedOut)), options);
  });
  return { promise, dispose: () => done.abort() };
}

/** Only a workflow's own code hands over: what a server answers has no say in who speaks. */
function succeeded(scope: TurnScope, tool: ToolManifest, changes: JsonObject, value: unknown): ToolOutcome {
  let text: string | undefined;
  try {
    text = JSON.stringify(value ?? null);
  } catch (thrown) {
    return failed("error", "tool.failed", `the result is not JSON: ${(thrown as Error).message}`);
  }
  if (text === undefined) return failed("error", "tool.failed", `the result is not JSON: a ${typeof value}`);
  if (text.length > maxResultBytes) return failed("error", "tool.failed", "the result is larger than 1 MiB");
  const result = JSON.parse(text) as Json;
  const isObject = typeof result === "object" && result !== null && !Array.isArray(result);
  const target = tool.kind === "module" && isObject ? result["handoff_to"] : undefined;
  if (target === undefined || target === null) return { status: "ok", result, changes };
  if (typeof target !== "string" || !isTarget(scope, target)) {
    return failed(
      "error",
      "handoff.unknown-target",
      `handoff_to is ${JSON.stringify(target)}, which is no agent of this workflow`,
    );
  }
  return { status: "ok", result, changes, handoff_to: target };
}

function isTarget({ definition }: TurnScope, target: string): boolean {
  return definition.agents.has(target) || target === "user" || target === "terminate";
}

function failed(status: "error" | "timeout" | "unknown", code: ProblemCode, detail?: string): ToolOutcome {
  return { status, error: { code, title: problems[code].title, ...(detail && { detail }) }, changes: {} };
}

function publishProgress(
  ports: ToolPorts,
  scope: TurnScope,
  tool: ToolManifest,
  call: Call,
  percent: number,
  message?: string,
): void {
  if (tool.show === "none" || !Number.isFinite(percent)) return;
  const frame: FrameOf<"tool_progress"> = {
    type: "tool_progress",
    chat_id: scope.chat_id,
    timestamp: ports.clock.now().toISOString(),
    call_id: call.call_id,
    percent: Math.min(100, Math.max(0, percent)),
    ...(message && { message: message.slice(0, 500) }),
  };
  ports.bus.publish(scope.tenant, scope.chat_id, { kind: "transient", data: JSON.stringify(frame) });
}
