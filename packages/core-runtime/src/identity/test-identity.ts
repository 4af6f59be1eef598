import { MozaiksError } from "@mozaiks/contracts";
import { z } from "zod";
import type { Kernel } from "../kernel.ts";
import { ofSecret } from "./authenticate.ts";
import type { Identity } from "./identity.ts";
import { localIdentity, type LocalIdentityOptions } from "./local-identity.ts";
import { newMember } from "./members.ts";
import { ownerRole } from "./roles.ts";
import { hashSecret } from "./secret.ts";
import { change, commit, findRow, getRow, insertion } from "./stored-rows.ts";

/** A person of a test: who they are and where they act is said, and made true. */
export interface TestUser {
  readonly id: string;
  /** `<id>@example.com` unless said. */
  readonly email?: string | undefined;
  /** Who names the same organisation is in the same tenant; `org-<id>`, a personal one, unless said. */
  readonly organization?: string | undefined;
  /** The highest role unless said. */
  readonly role?: string | undefined;
}

const Token = z.strictObject({
  id: z.string(),
  email: z.string().optional(),
  organization: z.string().optional(),
  role: z.string().optional(),
});

export const tokenOf = (user: TestUser): string => `test.${Buffer.from(JSON.stringify(user)).toString("base64url")}`;

/** A session of a test lasts, wherever the test sets its clock. */
const never = "9999-12-31T23:59:59.999Z";

/**
 * Everything that {@link localIdentity} does, and besides a token that says who somebody is. The first time a token is seen its
 * account, organisation, membership (with the role it says) and session are made; from then on only what is stored counts, so
 * that roles, members and sessions can be changed and ended like others.
 * @throws MozaiksError `config.invalid` where `NODE_ENV` is `production`.
 */
export function testIdentity(
  nodeEnv: string | undefined,
  options: LocalIdentityOptions = { publicUrl: "http://app.test" },
): (kernel: Kernel) => Identity {
  if (nodeEnv === "production")
    throw new MozaiksError(
      "config.invalid",
      "The identity of tests believes anybody; it does not run with NODE_ENV=production",
    );
  return (kernel) => {
    const local = localIdentity(options)(kernel);
    const made = new Map<string, Promise<void>>();
    return {
      ...local,
      async authenticate(request) {
        const [, token] = /^Bearer (test\..*)$/.exec(request.headers.get("authorization") ?? "") ?? [];
        if (token === undefined) return local.authenticate(request);
        const making = made.get(token) ?? provision(token, kernel);
        made.set(token, making);
        await making;
        return ofSecret(token, "bearer", request, kernel);
      },
    };
  };
}

async function provision(token: string, kernel: Kernel): Promise<void> {
  const user = parseToken(token);
  const { id, email = `${id}@example.com`, organization = `org-${id}`, role = ownerRole(kernel.app) } = user;
  await commit(kernel, async () => {
    const token_hash = hashSecret(token);
    const [before, known, place, member] = await Promise.all([
      findRow(kernel, "_sessions", { token_hash }),
      getRow(kernel, "_accounts", id),
      getRow(kernel, "_organizations", organization),
      getRow(kernel, "users", id, organization),
    ]);
    if (before) return { unit: [], result: undefined };
    const personal = `org-${id}`;
    const account = insertion(
      kernel,
      "_accounts",
      {
        issuer: "test",
        subject: id,
        email,
        name: id,
        password_hash: null,
        disabled_at: null,
        organization: personal,
        last_organization: organization,
      },
      { id },
    );
    const fields = { name: organization, personal: user.organization === undefined };
    const session = {
      account: id,
      organization,
      token_hash,
      last_seen_at: kernel.now().toISOString(),
      idle_expires_at: never,
      expires_at: never,
      user_agent: null,
    };
    const unit = [
      ...(known ? [] : [account.write]),
      ...(place ? [] : [insertion(kernel, "_organizations", fields, { id: organization }).write]),
      ...(member ? [] : newMember(kernel, account.row, { organization, role })),
      ...(member && member.role !== role ? [change(kernel, "users", member, { role })] : []),
      insertion(kernel, "_sessions", session).write,
    ];
    return { unit, result: undefined };
  });
}

function parseToken(token: string): TestUser {
  try {
    return Token.parse(JSON.parse(Buffer.from(token.slice("test.".length), "base64url").toString()));
  } catch (cause) {
    throw new MozaiksError("credential.invalid", undefined, { cause });
  }
}
