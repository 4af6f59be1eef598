import type { Operation } from "../http/operation.ts";
import type { Kernel } from "../kernel.ts";
import { type Mailer, createAccountMail } from "./account-mail.ts";
import { createAppTokens } from "./app-tokens.ts";
import { authenticate } from "./authenticate.ts";
import { createBackground } from "./background.ts";
import { eraseDeleted } from "./delete-organization.ts";
import type { Identity } from "./identity.ts";
import type { IdentityParts } from "./identity-parts.ts";
import { acceptInvitationOperation } from "./operations/accept-invitation.ts";
import { apiTokenOperations } from "./operations/api-token-operations.ts";
import { appTokenOperations } from "./operations/app-token-operations.ts";
import { changePasswordOperation } from "./operations/change-password.ts";
import { forgotPasswordOperation } from "./operations/forgot-password.ts";
import { invitationOperations } from "./operations/invitation-operations.ts";
import { listUsersOperation } from "./operations/list-users.ts";
import { meOperation } from "./operations/me.ts";
import { memberOperations } from "./operations/member-operations.ts";
import { organizationOperations } from "./operations/organization-operations.ts";
import { resetPasswordOperation } from "./operations/reset-password.ts";
import { sessionOperations } from "./operations/session-operations.ts";
import { signInOperation } from "./operations/sign-in.ts";
import { signOutOperation } from "./operations/sign-out.ts";
import { signUpOperation } from "./operations/sign-up.ts";
import { switchOrganizationOperation } from "./operations/switch-organization.ts";
import { verifyOperation } from "./operations/verify.ts";
import { createPasswordHasher } from "./password-hasher.ts";
import { createSessionCookie } from "./session-cookie.ts";
import { createSignInThrottle } from "./sign-in-throttle.ts";
import { oncePerDay, sweepExpired } from "./sweep-expired.ts";

export interface LocalIdentityOptions {
  /** `PUBLIC_URL`: the app's origin as browsers know it, where links lead and who issues its tokens. */
  readonly publicUrl: string;
  /** With one, an address is verified before there is an account, and forgotten passwords can be set anew by mail. */
  readonly mailer?: Mailer;
  /** `MOZAIKS_APP_ID`: whom the app's tokens are for; the app's name unless given. */
  readonly appId?: string | undefined;
  /** `MOZAIKS_INSECURE_COOKIE=1`: a cookie without `Secure`, for browsers that want https for it on loopback too. */
  readonly isCookieInsecure?: boolean;
}

/** Accounts, sessions and organisations kept in the app's own database, with passwords. */
export function localIdentity(options: LocalIdentityOptions): (kernel: Kernel) => Identity {
  return (kernel) => {
    const { publicUrl, appId = kernel.app.name, isCookieInsecure = false, mailer } = options;
    const background = createBackground(kernel.log);
    const parts: IdentityParts = {
      kernel,
      publicUrl,
      background,
      tidyUp: oncePerDay(kernel.now, () => background.run("identity.sweep", () => sweepExpired(kernel))),
      cookie: createSessionCookie({ isInsecure: isCookieInsecure }),
      passwords: createPasswordHasher(),
      throttle: createSignInThrottle(),
      appTokens: createAppTokens(kernel, { publicUrl, appId }),
      ...(mailer && { mail: createAccountMail(mailer, { appName: kernel.app.name, publicUrl, log: kernel.log }) }),
    };
    background.run("organization.erase", () => eraseDeleted(kernel));
    return {
      authenticate: (request) => authenticate(request, parts),
      operations: operationsOf(parts),
      [Symbol.asyncDispose]: () => background.settled(),
    };
  };
}

const operationsOf = (parts: IdentityParts): readonly Operation[] => [
  signUpOperation(parts),
  signInOperation(parts),
  signOutOperation(parts),
  verifyOperation(parts),
  changePasswordOperation(parts),
  forgotPasswordOperation(parts),
  resetPasswordOperation(parts),
  meOperation(parts),
  ...sessionOperations(parts),
  ...apiTokenOperations(parts),
  ...appTokenOperations(parts),
  switchOrganizationOperation(parts),
  acceptInvitationOperation(parts),
  ...organizationOperations(parts),
  ...memberOperations(parts),
  ...invitationOperations(parts),
  listUsersOperation(parts),
];
