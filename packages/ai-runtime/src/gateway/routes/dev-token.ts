import { type DevToken, DevTokenRequest, MozaiksError } from "@mozaiks/contracts";
import { tenantOf } from "../../ports/tenant.ts";
import { type Endpoint, openEndpoint } from "../endpoint.ts";
import { issueLaunchToken, type TokenIssuer } from "../access/issue-token.ts";
import { refuseStrangers } from "../access/refuse-strangers.ts";
import { readBody } from "../request-body.ts";
import { parseShape } from "../schema-mistakes.ts";

const appId = "dev";
const lifetimeMs = 12 * 3_600_000;

/** Tokens for the page of `mozaiks dev`: the only user of the only app. Exists nowhere else. */
export function devToken(issuer: TokenIssuer): Endpoint {
  return openEndpoint({
    method: "post",
    path: "/dev/token",
    summary: "A launch token for the page beside this server (mozaiks dev only)",
    body: "DevTokenRequest",
    answers: { 200: [{ description: "The token.", schema: "DevToken" }] },
    problems: ["request.invalid", "origin.not-allowed", "workflow.not-found"],
    async handle(c, { store, workflows, ids, clock }) {
      refuseStrangers(c);
      const asked = parseShape(DevTokenRequest, (await readBody(c)) ?? {}, "request.invalid");
      const workflow = asked.workflow_id === undefined ? workflows.list()[0] : workflows.find(asked.workflow_id);
      // A chat that is named alone keeps its workflow, which may be gone by now.
      const named = asked.workflow_id === undefined ? asked.chat_id : undefined;
      const session = named === undefined ? undefined : await store.session(tenantOf(appId), named);
      const workflow_id = session?.workflow_id ?? workflow?.workflow_id;
      if (workflow_id === undefined) throw new MozaiksError("workflow.not-found");
      const chat_id = asked.chat_id ?? ids.next("chat");
      const { token, expiresAt } = await issueLaunchToken(
        issuer,
        { app_id: appId, user_id: "dev-user", workflow_id, chat_id },
        { ttlMs: lifetimeMs, now: clock.now() },
      );
      const answer: DevToken = { token, chat_id, workflow_id, expires_at: expiresAt.toISOString() };
      return c.json(answer);
    },
  });
}
