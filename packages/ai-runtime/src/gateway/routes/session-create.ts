import { CreateSession, type CreatedSession, MozaiksError } from "@mozaiks/contracts";
import { isSameWorkflow, launchRequest } from "../access/access.ts";
import { tokenEndpoint } from "../endpoint.ts";
import { socketUrl } from "../chat-url.ts";

/** A launch token opens its own chat; a service token opens one for the user it names. */
export const sessionCreate = tokenEndpoint({
  method: "post",
  path: "/api/sessions",
  summary: "Open a session, or find it when it exists",
  body: { name: "CreateSession", schema: CreateSession },
  answers: {
    201: [{ description: "The session was made.", schema: "CreatedSession" }],
    200: [{ description: "The session existed.", schema: "CreatedSession" }],
  },
  problems: ["workflow.not-found", "session.not-found", "session.workflow-mismatch", "definition.invalid"],
  async handle({ c, identity, body }, { sessions, ids }) {
    const { chat_id, workflow_id } = body;
    const page = body.context && { context: body.context };
    if (identity.kind === "launch") {
      if (chat_id !== undefined && chat_id !== identity.chat_id) throw new MozaiksError("session.not-found");
      if (!isSameWorkflow(workflow_id, identity.workflow_id)) throw new MozaiksError("session.workflow-mismatch");
    } else if (identity.user_id === undefined) throw new MozaiksError("request.invalid", "user_id: name the user");
    const { session, created } = await sessions.open(
      identity.tenant,
      identity.kind === "launch"
        ? { ...launchRequest(identity), ...page }
        : { user_id: identity.user_id ?? "", workflow_id, chat_id: chat_id ?? ids.next("chat"), ...page },
    );
    const answer: CreatedSession = {
      chat_id: session.chat_id,
      workflow_id: session.workflow_id,
      status: session.status,
      ws_url: socketUrl(c),
    };
    return c.json(answer, created ? 201 : 200);
  },
});
