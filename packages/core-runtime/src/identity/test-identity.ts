import { MozaiksError } from "@mozaiks/contracts";
import { z } from "zod";
import type { Identity } from "./identity.ts";

/** A person of a test: who they are and where they act is said, not looked up. */
export interface TestUser {
  readonly id: string;
  readonly email?: string;
  readonly organization?: string;
  readonly role?: string;
}

const Token = z.strictObject({
  id: z.string(),
  email: z.string().optional(),
  organization: z.string().optional(),
  role: z.string().optional(),
});

export const tokenOf = (user: TestUser): string => `test.${Buffer.from(JSON.stringify(user)).toString("base64url")}`;

/** Believes what a token says. Only for tests. */
export function testIdentity(): Identity {
  return {
    operations: [],
    async authenticate(request) {
      const header = request.headers.get("authorization");
      if (header === null) return null;
      const [, payload] = /^Bearer test\.([\w-]+)$/.exec(header) ?? [];
      const user =
        payload === undefined ? undefined : Token.safeParse(JSON.parse(Buffer.from(payload, "base64url").toString()));
      if (!user?.success) throw new MozaiksError("credential.invalid");
      const { id, email = `${id}@example.com`, organization = `org-${id}`, role = "owner" } = user.data;
      return {
        user: { id, email, name: id },
        organization: { id: organization, name: organization, role },
        credential: "bearer",
        sessionId: id,
      };
    },
  };
}
