import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import type { Log } from "../log.ts";

/** A mail in plain text to one person. */
export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

/** Hands a mail to a server. Rejects when none takes it; then the mail is lost, and who waits for it asks again. */
export interface Mailer {
  send(mail: Mail): Promise<void>;
}

/** What the app writes to people about their accounts. The part of a link behind `#` is seen by no server on its way. */
export interface AccountMail {
  verification(to: string, secret: string): Promise<void>;
  accountExists(to: string): Promise<void>;
  passwordReset(to: string, secret: string): Promise<void>;
  invitation(to: string, invitation: { readonly url: string; readonly organization: string }): Promise<void>;
}

/** Mails to one address in an hour: who asks for more fills nobody's inbox. */
const perHour = 5;

export function createAccountMail(
  mailer: Mailer,
  { appName, publicUrl, log }: { readonly appName: string; readonly publicUrl: string; readonly log: Log },
): AccountMail {
  const limiter = new RateLimiterMemory({ points: perHour, duration: 60 * 60 });

  async function send(to: string, subject: string, lines: readonly string[]): Promise<void> {
    try {
      await limiter.consume(to);
    } catch (refusal) {
      if (!(refusal instanceof RateLimiterRes)) throw refusal;
      log.warn({ event: "mail.throttled" });
      return;
    }
    await mailer.send({ to, subject, text: `${lines.join("\n\n")}\n` });
  }

  return {
    verification: (to, secret) =>
      send(to, `Confirm your address for ${appName}`, [
        "Open this link within 24 hours to confirm your address, then sign in with the password you chose:",
        `${publicUrl}/verify#${secret}`,
        "If you did not ask for an account, do not open it. Without it there will be none.",
      ]),
    accountExists: (to) =>
      send(to, `You have an account at ${appName}`, [
        "Somebody, probably you, signed up with this address, and there is an account with it already. Sign in here:",
        `${publicUrl}/sign-in`,
        "If you do not know your password any more, you can set a new one there.",
      ]),
    passwordReset: (to, secret) =>
      send(to, `A new password for ${appName}`, [
        "Open this link within one hour to set a new password:",
        `${publicUrl}/reset-password#${secret}`,
        "If you did not ask for it, ignore this mail: your password stays as it is.",
      ]),
    invitation: (to, { url, organization }) =>
      send(to, `You are invited to ${organization}`, [
        `You are invited to work in ${organization} at ${appName}. Open this link within seven days:`,
        url,
        "It is good for an account with this address only.",
      ]),
  };
}
