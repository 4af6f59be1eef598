import { ExecuteWorkflow, Id, type JsonObject, MozaiksError } from "@mozaiks/contracts";
import { z } from "zod";
import type { OpenSession } from "../../engine/sessions.ts";
import { isSameWorkflow, launchRequest } from "../access.ts";
import { tokenEndpoint } from "../endpoint.ts";
import { executionInput, type ExecutionInput } from "../execution-input.ts";
import type { HttpParts } from "../http-parts.ts";
import { chatUnderKey } from "../idempotent-execution.ts";
import type { Identity } from "../identity.ts";
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
    "definition.invalid",
    "limit.messages",
  ],
  async handle({ c, identity, body }, parts) {
    const workflow = parts.workflows.find(body.workflow);
    if (identity.kind === "launch" && !isSameWorkflow(body.workflow, identity.workflow_id))
      throw new MozaiksError("session.workflow-mismatch");
    if (!workflow) throw new MozaiksError("workflow.not-found");
    const input = executionInput(body, workflow, parts.schemas);
    parts.limits.message(identity);
    const key = c.req.header("idempotency-key");
    const chatId = await launch(parts, identity, { ...input, key, body, workflow_id: workflow.workflow_id });
    const waitMs = isAsync(c.req.header("prefer")) ? 0 : (body.wait_ms ?? defaultWaitMs);
    const { execution, hasEnded } = await waitForFirstRun(
      parts,
      identity.tenant,
      chatId,
      waitMs === 0 ? AbortSignal.abort() : AbortSignal.any([c.req.raw.signal, AbortSignal.timeout(waitMs)]),
    );
    if (hasEnded) return c.json(execution, 200);
    c.header("location", `/api/sessions/${chatId}`);
    if (isAsync(c.req.header("prefer"))) c.header("preference-applied", "respond-async");
    return c.json(execution, 202);
  },
});

/** RFC 7240. */
const isAsync = (prefer = ""): boolean => /(^|[,;\s])respond-async\b/i.test(prefer);

interface Launch extends ExecutionInput {
  readonly key: string | undefined;
  readonly body: ExecuteWorkflow;
  readonly workflow_id: string;
}

/** Opens and starts the session, once per idempotency key: a repetition that finds half of it done does the rest. */
async function launch(parts: HttpParts, identity: Identity, asked: Launch): Promise<string> {
  const request = openRequest(parts, identity, asked);
  const { chat_id, isRepeated } =
    asked.key === undefined
      ? { chat_id: request.chat_id, isRepeated: false }
      : await chatUnderKey(parts, {
          key: asked.key,
          tenant: identity.tenant,
          user_id: request.user_id,
          body: asked.body as JsonObject,
          chat_id: request.chat_id,
        });
  const { created } = await parts.sessions.open(identity.tenant, { ...request, chat_id });
  if (!created && !isRepeated) throw new MozaiksError("session.exists");
  await parts.sessions.start(identity.tenant, chat_id, asked.message === undefined ? {} : { message: asked.message });
  return chat_id;
}

function openRequest(parts: HttpParts, identity: Identity, asked: Launch): OpenSession & { chat_id: string } {
  const variables = asked.variables && { variables: asked.variables };
  if (identity.kind === "launch") return { ...launchRequest(identity), chat_id: identity.chat_id, ...variables };
  if (identity.user_id === undefined) throw new MozaiksError("request.invalid", "user_id: name the user");
  return {
    user_id: Id.parse(identity.user_id),
    workflow_id: asked.workflow_id,
    chat_id: parts.ids.next("chat"),
    ...variables,
  };
}
