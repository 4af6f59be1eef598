import { MozaiksError } from "@mozaiks/contracts";
import type { Write } from "../data/data-engine.ts";
import type { Kernel } from "../kernel.ts";
import type { AccountRow, SessionRow } from "./identity-rows.ts";
import { newSecret } from "./secret.ts";
import { change, findRow, findRows, insertion, removal } from "./stored-rows.ts";

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
  {
    organization,
    userAgent,
    continued,
  }: {
    readonly organization: string;
    readonly userAgent: string | null;
    /** The session it takes the place of without signing in again: it does not last longer than that. */
    readonly continued?: SessionRow;
  },
): NewSession {
  const { secret, hash } = newSecret();
  const now = kernel.now().getTime();
  const fields = {
    account: account.id,
    organization,
    token_hash: hash,
    last_seen_at: at(now),
    idle_expires_at: at(now + idleMs),
    expires_at: continued?.expires_at ?? at(now + absoluteMs),
    user_agent: userAgent,
  };
  return { ...insertion(kernel, "_sessions", fields), secret };
}

/** Ends sessions of an account: all, or those that `which` picks. */
export async function endedSessions(
  kernel: Kernel,
  accountId: string,
  which: (session: SessionRow) => boolean = () => true,
): Promise<readonly Write[]> {
  const sessions = await findRows(kernel, "_sessions", { account: accountId });
  return sessions.filter(which).map((session) => removal("_sessions", session));
}

export async function findSession(kernel: Kernel, tokenHash: string): Promise<SessionRow | undefined> {
  const session = await findRow(kernel, "_sessions", { token_hash: tokenHash });
  return session;
}

/** A session that goes on, kept awake. @throws MozaiksError `credential.invalid` when there is none or it is over. */
export async function resumed(kernel: Kernel, session: SessionRow | undefined): Promise<SessionRow> {
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
