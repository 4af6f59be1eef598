import type { Secret } from "@mozaiks/contracts/server";
import type { Mailer } from "../identity/account-mail.ts";

export interface SmtpOptions {
  /** `SMTP_URL`, with user and password. */
  readonly url: Secret;
  /** `MAIL_FROM`. */
  readonly from: string;
}

/** No mail server is waited for longer. */
const timeoutMs = 15_000;

/**
 * Hands mails to an SMTP server, one connection each. A password is only sent by TLS, unless the server is on this machine.
 * The library is loaded with the first mail: most processes send none.
 */
export function createSmtpMailer({ url, from }: SmtpOptions): Mailer {
  const { protocol, hostname, username } = new URL(url.reveal());
  const isHere = /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname);
  return {
    async send({ to, subject, text }) {
      const { createTransport } = await import("nodemailer");
      const transport = createTransport({
        url: url.reveal(),
        requireTLS: protocol === "smtp:" && username !== "" && !isHere,
        connectionTimeout: timeoutMs,
        greetingTimeout: timeoutMs,
        socketTimeout: timeoutMs,
        disableFileAccess: true,
        disableUrlAccess: true,
      });
      try {
        await transport.sendMail({ from, to: { name: "", address: to }, subject, text });
      } finally {
        transport.close();
      }
    },
  };
}
