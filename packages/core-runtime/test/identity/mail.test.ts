import { argon2 } from "node:crypto";
import type { Mail, Mailer } from "@mozaiks/core-runtime/server";
import { afterEach, describe, expect, it, vi } from "vitest";
import { openLocalApp, password } from "./local-app.ts";

vi.mock(import("node:crypto"), async (original) => {
  const crypto = await original();
  return { ...crypto, argon2: vi.fn<typeof crypto.argon2>(crypto.argon2) };
});
const hashes = vi.mocked(argon2);
afterEach(() => void hashes.mockClear());

/** A mailbox of everybody. */
function mailbox() {
  const mails: Mail[] = [];
  const mailer: Mailer = { send: async (mail) => void mails.push(mail) };
  /** The secret of the last link to somebody. */
  const link = async (to: string): Promise<string> => {
    const mail = await vi.waitUntil(() => mails.findLast((one) => one.to === to && one.text.includes("#")));
    mails.splice(mails.indexOf(mail), 1);
    return /#([\w-]{43})/.exec(mail.text)?.[1] ?? "";
  };
  return { mailer, mails, link };
}

const ann = { email: "ann@example.com", password, name: "Ann" };

/** An app with mail, and ann who has signed up and verified her address. */
async function withAnn() {
  const box = mailbox();
  const app = await openLocalApp({ mailer: box.mailer });
  await app.browser().fetch("POST", "/api/auth/sign-up", ann);
  await app.browser().fetch("POST", "/api/auth/verify", { token: await box.link(ann.email) });
  const browser = app.browser();
  const signIn = (given = password) =>
    browser.fetch("POST", "/api/auth/sign-in", { email: ann.email, password: given });
  await signIn();
  return { app, browser, signIn, ...box };
}

describe("signing up where there is mail", () => {
  it("makes an account only once the link has been opened", async () => {
    const { mailer, link } = mailbox();
    await using app = await openLocalApp({ mailer });
    const browser = app.browser();
    const answer = await browser.fetch("POST", "/api/auth/sign-up", ann);
    expect([answer.status, answer.body, browser.cookie]).toEqual([202, { verification: "sent" }, undefined]);
    const signIn = () => browser.fetch("POST", "/api/auth/sign-in", { email: ann.email, password });
    expect((await signIn()).status).toBe(401);
    const token = await link(ann.email);
    expect((await browser.fetch("POST", "/api/auth/verify", { token: "x".repeat(43) })).body.code).toBe("link.invalid");
    expect((await browser.fetch("POST", "/api/auth/verify", { token })).status).toBe(204);
    expect(browser.cookie).toBeUndefined();
    expect((await browser.fetch("POST", "/api/auth/verify", { token })).body.code).toBe("link.invalid");
    expect((await signIn()).body.user.name).toBe("Ann");
  });

  it("answers the same for an address with an account, after the same work", async () => {
    const { app, mails } = await withAnn();
    {
      await using _ = app;
      hashes.mockClear();
      const known = await app.browser().fetch("POST", "/api/auth/sign-up", ann);
      const unknown = await app.browser().fetch("POST", "/api/auth/sign-up", { ...ann, email: "bob@example.com" });
      expect([known.status, known.body, [...known.headers]]).toEqual([202, unknown.body, [...unknown.headers]]);
      expect(hashes).toHaveBeenCalledTimes(2);
    }
    const subjects = Object.fromEntries(mails.map(({ to, subject }) => [to, subject]));
    expect(subjects).toEqual({
      "ann@example.com": "You have an account at task-tracker",
      "bob@example.com": "Confirm your address for task-tracker",
    });
  });

  it("of one address by two people makes the account of whose link is opened", async () => {
    const { mailer, link } = mailbox();
    await using app = await openLocalApp({ mailer });
    await app.browser().fetch("POST", "/api/auth/sign-up", { ...ann, password: "password of a stranger" });
    const strangers = await link(ann.email);
    await app.browser().fetch("POST", "/api/auth/sign-up", ann);
    await app.browser().fetch("POST", "/api/auth/verify", { token: await link(ann.email) });
    expect((await app.browser().fetch("POST", "/api/auth/verify", { token: strangers })).body.code).toBe(
      "link.invalid",
    );
    const { status } = await app.browser().fetch("POST", "/api/auth/sign-in", { email: ann.email, password });
    expect(status).toBe(200);
  });

  it("leads nowhere after a day", async () => {
    const { mailer, link } = mailbox();
    await using app = await openLocalApp({ mailer });
    await app.browser().fetch("POST", "/api/auth/sign-up", ann);
    const token = await link(ann.email);
    app.pass(24 * 3600 * 1000);
    expect((await app.browser().fetch("POST", "/api/auth/verify", { token })).body.code).toBe("link.invalid");
  });
});

describe("signing in", () => {
  it("costs one hash, whether there is an account or not", async () => {
    const { app, signIn } = await withAnn();
    await using _ = app;
    hashes.mockClear();
    await signIn("wrong password");
    expect(hashes).toHaveBeenCalledTimes(1);
    await app.browser().fetch("POST", "/api/auth/sign-in", { email: "bob@example.com", password });
    expect(hashes).toHaveBeenCalledTimes(2);
    const [known, unknown] = hashes.mock.calls.map(([, { nonce: _nonce, message: _message, ...work }]) => work);
    expect(unknown).toEqual(known);
  });
});

describe("a forgotten password", () => {
  it("is answered the same whether there is an account or not, and mailed only to who has one", async () => {
    const { app, mails } = await withAnn();
    {
      await using _ = app;
      const known = await app.browser().fetch("POST", "/api/auth/password/forgot", { email: ann.email });
      const unknown = await app.browser().fetch("POST", "/api/auth/password/forgot", { email: "bob@example.com" });
      expect([known.status, known.body, [...known.headers]]).toEqual([202, unknown.body, [...unknown.headers]]);
    }
    expect(mails.map(({ to }) => to)).toEqual([ann.email]);
  });

  it("is set anew by a link that works once, and ends every session", async () => {
    const { app, browser, signIn, link } = await withAnn();
    await using _ = app;
    const forgot = () => app.browser().fetch("POST", "/api/auth/password/forgot", { email: ann.email });
    await forgot();
    const first = await link(ann.email);
    await forgot();
    const token = await link(ann.email);
    const reset = (token: string, password = "another long password") =>
      app.browser().fetch("POST", "/api/auth/password/reset", { token, password });
    expect((await reset(first)).body.code).toBe("link.invalid");
    expect((await reset(token, "short")).body.errors).toMatchObject([{ path: "/password" }]);
    const raced = await Promise.all([reset(token), reset(token), reset(token)]);
    expect(raced.map(({ status }) => String(status)).toSorted((a, b) => a.localeCompare(b))).toEqual([
      "204",
      "400",
      "400",
    ]);
    expect((await browser.fetch("GET", "/api/tasks")).status).toBe(401);
    expect((await signIn()).status).toBe(401);
    expect((await signIn("another long password")).status).toBe(200);
  });

  it("is set by no link that is an hour old", async () => {
    const { app, link } = await withAnn();
    await using _ = app;
    await app.browser().fetch("POST", "/api/auth/password/forgot", { email: ann.email });
    const token = await link(ann.email);
    app.pass(3600 * 1000);
    const body = { token, password: "another long password" };
    expect((await app.browser().fetch("POST", "/api/auth/password/reset", body)).body.code).toBe("link.invalid");
  });

  it("is told to the operator where there is no mail, without a link", async () => {
    await using app = await openLocalApp();
    await app.signedUp("ann");
    expect((await app.browser().fetch("POST", "/api/auth/password/forgot", { email: ann.email })).status).toBe(202);
    expect(app.logged.filter((line) => line.includes("password.reset-without-mail"))).toHaveLength(1);
    expect(app.logged.join()).not.toContain("#");
  });

  it("fills nobody's inbox", async () => {
    const { app, mails } = await withAnn();
    {
      await using _ = app;
      for (let count = 0; count < 20; count += 1)
        await app.browser().fetch("POST", "/api/auth/password/forgot", { email: ann.email });
    }
    expect(mails.length).toBeLessThanOrEqual(5);
  });
});

it("a mail that cannot be sent changes no answer, and is told to the operator", async () => {
  const app = await openLocalApp({ mailer: { send: async () => Promise.reject(new Error("no mail server")) } });
  {
    await using _ = app;
    expect((await app.browser().fetch("POST", "/api/auth/sign-up", ann)).status).toBe(202);
  }
  expect(app.logged.join("\n")).toMatch(/background\.failed.*sign-up\.mail/);
});

it("an invitation is mailed too", async () => {
  const { app, browser, mails } = await withAnn();
  {
    await using _ = app;
    const { body } = await browser.fetch("POST", "/api/organizations", { name: "Garden" });
    const invitation = { email: "bob@example.com", role: "member" };
    await browser.fetch("POST", `/api/organizations/${body.id}/invitations`, invitation);
  }
  expect(mails).toMatchObject([{ to: "bob@example.com", subject: "You are invited to Garden" }]);
});
