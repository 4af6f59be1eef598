import { type ExecuteWorkflow, MozaiksError } from "@mozaiks/contracts";
import type { Secret } from "@mozaiks/contracts/server";
import { z } from "zod";
import type { Log } from "../log.ts";

const Refusal = z.object({ code: z.string(), detail: z.string().optional() });

const timeoutMs = 10_000;
/** How long the runtime may wait for the end of a run before it answers that it goes on; leaves time for the answer. */
const waitMs = 8_000;

/** The workflow runtime of the app. */
export interface WorkflowRuntime {
  readonly url: string;
  readonly token: Secret;
}

/** What to run: `workflow` with `data` or `input`, for a user. */
export type WorkflowRequest = Pick<ExecuteWorkflow, "workflow" | "data" | "input" | "trigger" | "user_id" | "wait_ms">;

/** How a run stands; `disabled` where the app has no workflow runtime. */
export interface WorkflowResult {
  readonly status: string;
  readonly chat_id?: string;
  readonly run_id?: string;
  readonly result?: unknown;
  readonly error?: { readonly code: string; readonly title: string; readonly detail?: string };
}

export interface WorkflowClient {
  /** @throws MozaiksError `workflow.refused`, `workflow.unavailable`. */
  execute(request: WorkflowRequest, signal?: AbortSignal): Promise<WorkflowResult>;
}

export interface WorkflowClientParts {
  /** Without one nothing is executed, which is said once. */
  readonly runtime: WorkflowRuntime | undefined;
  readonly log: Log;
  /** For idempotency keys: each call has its own. */
  readonly newId: () => string;
}

/** Asks the app's workflow runtime over HTTP; it has 10 s to answer. */
export function createWorkflowClient({ runtime, log, newId }: WorkflowClientParts): WorkflowClient {
  let hasWarned = false;
  return {
    async execute(request, signal) {
      if (runtime) return call(runtime, { wait_ms: waitMs, ...request }, newId(), signal);
      if (!hasWarned) log.warn({ event: "workflows.disabled", reason: "MOZAIKS_AI_URL is not set" });
      hasWarned = true;
      return { status: "disabled" };
    },
  };
}

async function call(
  { url, token }: WorkflowRuntime,
  request: WorkflowRequest,
  key: string,
  signal?: AbortSignal,
): Promise<WorkflowResult> {
  try {
    const timeout = AbortSignal.timeout(timeoutMs);
    const response = await fetch(`${url.replace(/\/+$/, "")}/api/workflows/execute`, {
      method: "POST",
      headers: {
        authorization: `Bearer ${token.reveal()}`,
        "content-type": "application/json",
        "idempotency-key": key,
      },
      body: JSON.stringify(request),
      redirect: "error",
      signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
    });
    const answer: unknown = await response.json();
    if (response.ok && isResult(answer)) return answer;
    if (response.status >= 500 || response.ok)
      throw new TypeError(`It answered ${response.status} and nothing that is known`);
    const { code, detail = "" } = Refusal.parse(answer);
    throw new MozaiksError("workflow.refused", `The workflow runtime refused ${request.workflow}: ${code} ${detail}`);
  } catch (thrown) {
    if (thrown instanceof MozaiksError) throw thrown;
    throw new MozaiksError("workflow.unavailable", undefined, { cause: thrown });
  }
}

const isResult = (answer: unknown): answer is WorkflowResult =>
  typeof answer === "object" && answer !== null && "status" in answer && typeof answer.status === "string";
