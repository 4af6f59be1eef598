import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { Secret } from "@mozaiks/contracts/server";
import { SMTPServer } from "smtp-server";
import { afterEach, expect, it } from "vitest";
import { createSmtpMailer } from "../../src/mail/smtp-mailer.ts";
import { serveApp } from "../http/running-app.ts";

interface Received {
  readonly from: string;
  readonly to: readonly string[];
  readonly content: string;
}

const opened: SMTPServer[] = [];
afterEach(async () => {
  for (const server of opened.splice(0)) await new Promise<void>((resolve) => server.close(() => resolve()));
});

/** A mail server that takes everything. */
async function openMailServer(): Promise<{ readonly url: string; readonly next: () => Promise<Received> }> {
  const waiting: Received[] = [];
  const arrived = Promise.withResolvers<void>();
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    onData(stream, { envelope }, done) {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => void chunks.push(chunk));
      stream.on("end", () => {
        const to = envelope.rcptTo.map(({ address }) => address);
        const from = envelope.mailFrom ? envelope.mailFrom.address : "";
        waiting.push({ from, to, content: Buffer.concat(chunks).toString() });
        arrived.resolve();
        done();
      });
    },
  });
  opened.push(server);
  server.listen(0, "127.0.0.1");
  await once(server.server, "listening");
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    async next() {
      await arrived.promise;
      const [mail] = waiting;
      if (!mail) throw new Error("No mail came");
      return mail;
    },
  };
}

it("hands a mail to the server, to the one address that is meant", async () => {
  const server = await openMailServer();
  const mailer = createSmtpMailer({ url: new Secret(server.url), from: "no-reply@example.com" });
  await mailer.send({ to: "ann@example.com", subject: "Grüße", text: "Hello\nthere\n" });
  const mail = await server.next();
  expect(mail).toMatchObject({ from: "no-reply@example.com", to: ["ann@example.com"] });
  expect(mail.content).toContain("Hello\r\nthere");
});

it("tells when no server takes it", async () => {
  const mailer = createSmtpMailer({ url: new Secret("smtp://127.0.0.1:1"), from: "no-reply@example.com" });
  await expect(mailer.send({ to: "ann@example.com", subject: "a", text: "b" })).rejects.toThrow("ECONNREFUSED");
});

it("is what an app with SMTP_URL confirms addresses with", async () => {
  const server = await openMailServer();
  await using app = await serveApp({
    env: { SMTP_URL: server.url, MAIL_FROM: "no-reply@example.com", MOZAIKS_AUTH_MODE: "local" },
  });
  const account = { email: "ann@example.com", password: "correct horse battery", name: "Ann" };
  const headers = { "x-mozaiks-request": "1" };
  const response = await app.ask("/api/auth/sign-up", { method: "POST", body: JSON.stringify(account), headers });
  expect(response.status).toBe(202);
  const mail = await server.next();
  expect(mail.to).toEqual(["ann@example.com"]);
  expect(mail.content.replaceAll("=\r\n", "")).toContain(`http://localhost:${app.port}/verify#`);
});
