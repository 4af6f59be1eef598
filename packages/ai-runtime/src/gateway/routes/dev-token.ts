import { getConnInfo } from "@hono/node-server/conninfo";
import { type DevToken, DevTokenRequest, MozaiksError } from "@mozaiks/contracts";
import { type Endpoint, openEndpoint } from "../endpoint.ts";
import type { GatewayContext } from "../http-parts.ts";
import { issueLaunchToken, type TokenIssuer } from "../access/issue-token.ts";
import { isSameHost } from "../access/origins.ts";
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

const loopbackAddress = /^(::ffff:)?127\.\d+\.\d+\.\d+$|^::1$/;
const loopbackHost = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:\d+)?$/i;

/**
 * A peer on this machine is not enough: any page in its browser could be the one that asks. The host's name is checked
 * too, because a foreign name can be made to resolve to this machine (DNS rebinding).
 */
function refuseStrangers(c: GatewayContext): void {
  const { address } = getConnInfo(c).remote;
  const [host, origin] = [c.req.header("host"), c.req.header("origin")];
  const isHere =
    address !== undefined && loopbackAddress.test(address) && host !== undefined && loopbackHost.test(host);
  if (!isHere || (origin !== undefined && !isSameHost(origin, host))) throw new MozaiksError("origin.not-allowed");
}
