import { MozaiksError } from "@mozaiks/contracts";
import type { Kernel } from "../kernel.ts";
import { isAuthPath } from "./check-csrf.ts";
import type { Session } from "./identity.ts";
import { hashSecret } from "./secret.ts";
import type { SessionCookie } from "./session-cookie.ts";
import { resumeSession } from "./sessions.ts";
import { getRow } from "./stored-rows.ts";

/** See {@link Identity.authenticate}. Two rows are read by their keys: what the credential stands on, and the membership. */
export async function authenticate(
  request: Request,
  { kernel, cookie }: { readonly kernel: Kernel; readonly cookie: SessionCookie },
): Promise<Session | null> {
  if (request.headers.has("authorization")) throw new MozaiksError("credential.invalid");
  const secret = cookie.read(request);
  if (secret === undefined) return null;
  try {
    return await sessionOf(hashSecret(secret), "cookie", { kernel, request });
  } catch (error) {
    if (isInvalid(error) && isAuthPath(new URL(request.url).pathname)) return null;
    throw error;
  }
}

/** The session of a sign-in. */
export async function sessionOf(
  tokenHash: string,
  credential: Session["credential"],
  { kernel, request }: { readonly kernel: Kernel; readonly request: Request },
): Promise<Session> {
  const { id, account, organization } = await resumeSession(kernel, tokenHash);
  return {
    ...(await memberSession({ account, organization }, { kernel, request })),
    credential,
    kind: "session",
    sessionId: id,
  };
}

/** What a member may be asked for, by their membership as it is now. */
async function memberSession(
  { account, organization }: { readonly account: string; readonly organization: string },
  { kernel, request }: { readonly kernel: Kernel; readonly request: Request },
): Promise<Pick<Session, "user" | "organization">> {
  const member = await getRow(kernel, "users", account, organization);
  if (!member) throw new MozaiksError("credential.invalid");
  const asked = request.headers.get("mozaiks-organization");
  if (asked !== null && asked !== organization)
    throw new MozaiksError("organization.mismatch", "Another organization is active; load the page again");
  const { email, name, role } = member;
  return { user: { id: account, email, name }, organization: { id: organization, role } };
}

const isInvalid = (error: unknown): boolean => error instanceof MozaiksError && error.code === "credential.invalid";
