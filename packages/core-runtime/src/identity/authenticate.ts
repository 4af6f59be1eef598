import { isMozaiksError, MozaiksError } from "@mozaiks/contracts";
import type { Kernel } from "../kernel.ts";
import { findApiToken, isApiToken } from "./api-tokens.ts";
import type { AppTokens } from "./app-tokens.ts";
import { isAuthPath } from "./check-csrf.ts";
import type { Session } from "./identity.ts";
import { hashSecret } from "./secret.ts";
import type { SessionCookie } from "./session-cookie.ts";
import { findSession, resumed } from "./sessions.ts";
import { getRow } from "./stored-rows.ts";

interface AuthenticationParts {
  readonly kernel: Kernel;
  readonly cookie: SessionCookie;
  readonly appTokens: AppTokens;
}

/** See {@link Identity.authenticate}. Two rows are read by their keys: what the credential stands on, and the membership. */
export async function authenticate(request: Request, parts: AuthenticationParts): Promise<Session | null> {
  const authorization = request.headers.get("authorization");
  if (authorization !== null) return ofBearer(authorization, request, parts);
  const secret = parts.cookie.read(request);
  if (secret === undefined) return null;
  try {
    return await ofSecret(secret, "cookie", request, parts.kernel);
  } catch (error) {
    const isOver = isMozaiksError(error) && error.code === "credential.invalid";
    if (isOver && isAuthPath(new URL(request.url).pathname)) return null;
    throw error;
  }
}

/** The session that a secret was handed out for. */
export async function ofSecret(
  secret: string,
  credential: Session["credential"],
  request: Request,
  kernel: Kernel,
): Promise<Session> {
  const row = await resumed(kernel, await findSession(kernel, hashSecret(secret)));
  return { ...(await asMember(row, request, kernel)), credential, kind: "session", sessionId: row.id };
}

/** The scheme is `Bearer` (RFC 6750); what follows is an API token or an app token. */
async function ofBearer(
  authorization: string,
  request: Request,
  { kernel, appTokens }: AuthenticationParts,
): Promise<Session> {
  const [, token] = /^Bearer ([\w.~+/-]+=*)$/i.exec(authorization) ?? [];
  if (token === undefined) throw new MozaiksError("credential.invalid");
  if (isApiToken(token)) {
    const row = await findApiToken(kernel, token);
    const { id: sessionId, scopes } = row;
    return { ...(await asMember(row, request, kernel)), credential: "bearer", kind: "api-token", sessionId, scopes };
  }
  const { sub, org, sid } = await appTokens.verify(token);
  const row = await resumed(kernel, await getRow(kernel, "_sessions", sid));
  if (row.account !== sub || row.organization !== org) throw new MozaiksError("credential.invalid");
  return { ...(await asMember(row, request, kernel)), credential: "bearer", kind: "app-token", sessionId: sid };
}

/** What the membership is now. @throws MozaiksError `credential.invalid` without one, `organization.mismatch`. */
async function asMember(
  { account, organization }: { readonly account: string; readonly organization: string },
  request: Request,
  kernel: Kernel,
): Promise<Pick<Session, "user" | "organization">> {
  const member = await getRow(kernel, "users", account, organization);
  if (!member) throw new MozaiksError("credential.invalid");
  const asked = request.headers.get("mozaiks-organization");
  if (asked !== null && asked !== organization)
    throw new MozaiksError("organization.mismatch", "Another organization is active; load the page again");
  const { email, name, role } = member;
  return { user: { id: account, email, name }, organization: { id: organization, role } };
}
