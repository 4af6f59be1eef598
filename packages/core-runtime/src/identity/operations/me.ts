import { MozaiksError } from "@mozaiks/contracts";
import { kernelOperation } from "../../http/kernel-operation.ts";
import type { Operation } from "../../http/operation.ts";
import type { IdentityParts } from "../identity-parts.ts";
import { getMembership } from "../members.ts";
import { SignedIn, toSignedIn } from "../signed-in.ts";

export const meOperation = ({ kernel }: IdentityParts): Operation =>
  kernelOperation({
    id: "auth.me",
    method: "GET",
    path: "/api/auth/me",
    access: "user",
    summary: "Says who is signed in, and where.",
    output: SignedIn,
    async handle({ session }) {
      if (!session) throw new MozaiksError("auth.required");
      const { user, organization: active } = session;
      const { organization } = await getMembership(kernel, active.id, user.id);
      return { body: toSignedIn(user, organization, active.role) };
    },
  });
