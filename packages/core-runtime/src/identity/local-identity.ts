import type { Kernel } from "../kernel.ts";
import { authenticate } from "./authenticate.ts";
import type { Identity } from "./identity.ts";
import type { IdentityParts } from "./identity-parts.ts";
import { meOperation } from "./operations/me.ts";
import { signInOperation } from "./operations/sign-in.ts";
import { signOutOperation } from "./operations/sign-out.ts";
import { signUpOperation } from "./operations/sign-up.ts";
import { createPasswordHasher } from "./password-hasher.ts";
import { createSessionCookie } from "./session-cookie.ts";
import { createSignInThrottle } from "./sign-in-throttle.ts";

export interface LocalIdentityOptions {
  /** `MOZAIKS_INSECURE_COOKIE=1`: a cookie without `Secure`, for browsers that want https for it on loopback too. */
  readonly isCookieInsecure?: boolean;
}

/** Accounts, sessions and organisations kept in the app's own database, with passwords. */
export function localIdentity({ isCookieInsecure = false }: LocalIdentityOptions = {}): (kernel: Kernel) => Identity {
  return (kernel) => {
    const parts: IdentityParts = {
      kernel,
      cookie: createSessionCookie({ isInsecure: isCookieInsecure }),
      passwords: createPasswordHasher(),
      throttle: createSignInThrottle(),
    };
    return {
      authenticate: (request) => authenticate(request, parts),
      operations: [signUpOperation, signInOperation, signOutOperation, meOperation].map((toOperation) =>
        toOperation(parts),
      ),
      async [Symbol.asyncDispose]() {},
    };
  };
}
