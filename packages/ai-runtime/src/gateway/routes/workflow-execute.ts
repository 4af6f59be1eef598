import { ExecuteWorkflow, isMozaiksError, type JsonObject, MozaiksError } from "@mozaiks/contracts";
import { z } from "zod";
import type { OpenSession } from "../../engine/sessions.ts";
import { isSameWorkflow, launchRequest } from "../access/access.ts";
import { tokenEndpoint } from "../endpoint.ts";
import { executionInput } from "../execution-input.ts";
import type { HttpParts } from "../http-parts.ts";
import { chatUnderKey } from "../idempotent-execution.ts";
import type { Identity } from "../access/identity.ts";
import { waitForFirstRun } from "../wait-for-run.ts";

const defaultWaitMs = 60_000;

/** Opens a session, starts it, and waits for its first run to end. */
export const workflowExecute = tokenEndpoint({
  method: "post",
  path: "/api/workflows/execute",
  summary: "Run a workflow and answer with its result",
  body: { name: "ExecuteWorkflow", schema: ExecuteWorkflow },
  headers: z.object({
    Prefer: z.string().optional().describe("`respond-async`: answer at once with 202"),
    "Idempotency-Key": z.string().optional().describe("the same key within 24 hours: the same execution"),
  }),
  answers: {
    200: [{ description: "The run ended, or waits for somebody.", schema: "Execution" }],
    202: [{ description: "It goes on; `Location` is the session.", schema: "Execution" }],
  },
  problems: [
    "workflow.not-found",
    "session.not-found",
    "session.exists",
    "session.workflow-mismatch",
    "idempotency.conflict",
    "limit.messages",
  ],
  async handle({ c, identity, body }, parts) {
    if (identity.kind === "launch" && !isSameWorkflow(body.workflow, identity.workflow_id))
      throw new MozaiksError("session.workflow-mismatch");
    const workflow = parts.workflows.find(body.workflow);
    if (!workflow) throw new MozaiksError("workflow.not-found");
    const input = executionInput(body, workflow, identity.kind);
    parts.limits.message(identity);
    const request = openRequest(parts, identity, workflow.workflow_id);
    const chatId = await launch(parts, identity, { request, input, body, key: c.req.header("idempotency-key") });
    const isAsync = wantsAsync(c.req.header("prefer"));
    const waitMs = isAsync ? 0 : (body.wait_ms ?? defaultWaitMs);
    const stop = waitMs === 0 ? AbortSignal.abort() : AbortSignal.any([c.req.raw.signal, AbortSignal.timeout(waitMs)]);
    const { execution, hasEnded } = await waitForFirstRun(parts, identity.tenant, chatId, stop);
    if (hasEnded) return c.json(execution, 200);
    c.header("location", `/api/sessions/${chatId}`);
    if (isAsync) c.header("preference-applied", "respond-async");
    return c.json(execution, 202);
  },
});

/** RFC 7240. */
const wantsAsync = (prefer = ""): boolean => /(^|[,;\s])respond-async\b/i.test(prefer);

type NewChat = OpenSession & { readonly chat_id: string };

function openRequest(parts: HttpParts, identity: Identity, workflow_id: string): NewChat {
  if (identity.kind === "launch") return { ...launchRequest(identity), chat_id: identity.chat_id };
  const { user_id } = identity;
  if (user_id === undefined) throw new MozaiksError("request.invalid", "user_id: name the user");
  return { user_id, workflow_id, chat_id: parts.ids.next("chat") };
}

interface Launch {
  readonly request: NewChat;
  readonly input: string | JsonObject | undefined;
  readonly body: ExecuteWorkflow;
  readonly key: string | undefined;
}

/** Starts the execution once per idempotency key, also when its repetitions race. */
async function launch(parts: HttpParts, { tenant }: Identity, { request, input, body, key }: Launch): Promise<string> {
  if (key === undefined) return (await parts.sessions.execute(tenant, request, input)).chat_id;
  const { user_id } = request;
  const first = await chatUnderKey(parts, {
    key,
    tenant,
    user_id,
    chat_id: request.chat_id,
    body: body as JsonObject,
  });
  try {
    await parts.sessions.execute(tenant, { ...request, chat_id: first.chat_id }, input);
  } catch (thrown) {
    if (first.existed || !isMozaiksError(thrown) || thrown.code !== "session.exists") throw thrown;
  }
  return first.chat_id;
}
