import type { Kernel } from "../kernel.ts";
import type { AccountMail } from "./account-mail.ts";
import type { AppTokens } from "./app-tokens.ts";
import type { Background } from "./background.ts";
import type { PasswordHasher } from "./password-hasher.ts";
import type { SessionCookie } from "./session-cookie.ts";
import type { SignInThrottle } from "./sign-in-throttle.ts";

/** What the operations of identity work with. */
export interface IdentityParts {
  readonly kernel: Kernel;
  readonly cookie: SessionCookie;
  readonly passwords: PasswordHasher;
  readonly throttle: SignInThrottle;
  readonly appTokens: AppTokens;
  readonly background: Background;
  /** Removes what has expired, once a day at most; sign-ins call it. */
  readonly tidyUp: () => void;
  /** Absent: the app has no mail server. */
  readonly mail?: AccountMail;
  /** The app's origin, where links lead. */
  readonly publicUrl: string;
}
