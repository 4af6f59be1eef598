import { MozaiksError } from "@mozaiks/contracts";
import type { Write } from "../data/data-engine.ts";
import type { Kernel } from "../kernel.ts";
import type { AccountRow, SessionRow } from "./identity-rows.ts";
import { newSecret } from "./secret.ts";
import { change, findRows, insertion } from "./stored-rows.ts";

const dayMs = 24 * 60 * 60 * 1000;
const idleMs = 7 * dayMs;
const absoluteMs = 30 * dayMs;
/** A session that is used is written this often at most. */
const touchMs = 5 * 60 * 1000;

export interface NewSession {
  readonly row: SessionRow;
  readonly write: Write;
  /** For the cookie; it is stored nowhere. */
  readonly secret: string;
}

/** A sign-in: idle for 7 days at most, 30 days in all (ASVS 5.0 V7.3). */
export function newSession(
  kernel: Kernel,
  account: Pick<AccountRow, "id">,
  { organization, userAgent }: { readonly organization: string; readonly userAgent: string | null },
): NewSession {
  const { secret, hash } = newSecret();
  const now = kernel.now().getTime();
  const fields = {
    account: account.id,
    organization,
    token_hash: hash,
    last_seen_at: at(now),
    idle_expires_at: at(now + idleMs),
    expires_at: at(now + absoluteMs),
    user_agent: userAgent,
  };
  return { ...insertion(kernel, "_sessions", fields), secret };
}

/** The session of a secret, kept awake. @throws MozaiksError `credential.invalid` when there is none that is still good. */
export async function resumeSession(kernel: Kernel, tokenHash: string): Promise<SessionRow> {
  const [session] = await findRows(kernel, "_sessions", { token_hash: tokenHash });
  if (!session || !isAlive(session, kernel.now())) throw new MozaiksError("credential.invalid");
  await touch(kernel, session);
  return session;
}

export const isAlive = ({ idle_expires_at, expires_at }: SessionRow, now: Date): boolean =>
  now < new Date(idle_expires_at) && now < new Date(expires_at);

/** Who only reads must be able to do so while the store cannot write, so a failure is told to the operator alone. */
async function touch(kernel: Kernel, session: SessionRow): Promise<void> {
  const now = kernel.now().getTime();
  const idle_expires_at = at(now + idleMs);
  if (Date.parse(idle_expires_at) - Date.parse(session.idle_expires_at) < touchMs) return;
  try {
    await kernel.engine.apply([change(kernel, "_sessions", session, { last_seen_at: at(now), idle_expires_at })]);
  } catch (error) {
    kernel.log.warn({ event: "session.touch-failed", code: error instanceof Error ? error.name : "unknown" });
  }
}

const at = (timeMs: number): string => new Date(timeMs).toISOString();
