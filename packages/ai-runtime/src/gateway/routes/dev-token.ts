import { type DevToken, DevTokenRequest, MozaiksError } from "@mozaiks/contracts";
import { type Endpoint, openEndpoint } from "../endpoint.ts";
import { issueLaunchToken, type TokenIssuer } from "../access/issue-token.ts";
import { refuseStrangers } from "../access/refuse-strangers.ts";
import { readBody } from "../request-body.ts";
import { parseShape } from "../schema-mistakes.ts";

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
    async handle(c, { workflows, ids, clock }) {
      refuseStrangers(c);
      const asked = parseShape(DevTokenRequest, (await readBody(c)) ?? {}, "request.invalid");
      const workflow = asked.workflow_id === undefined ? workflows.list()[0] : workflows.find(asked.workflow_id);
      if (!workflow) throw new MozaiksError("workflow.not-found");
      const { workflow_id } = workflow;
      const chat_id = asked.chat_id ?? ids.next("chat");
      const { token, expiresAt } = await issueLaunchToken(
        issuer,
        { app_id: "dev", user_id: "dev-user", workflow_id, chat_id },
        { ttlMs: lifetimeMs, now: clock.now() },
      );
      const answer: DevToken = { token, chat_id, workflow_id, expires_at: expiresAt.toISOString() };
      return c.json(answer);
    },
  });
}
