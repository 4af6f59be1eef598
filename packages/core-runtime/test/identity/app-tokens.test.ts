import { badTokens } from "@mozaiks/testkit";
import { decodeProtectedHeader, importJWK, jwtVerify, SignJWT } from "jose";
import { describe, expect, it } from "vitest";
import { type Browser, type LocalApp, openLocalApp } from "./local-app.ts";

const minuteMs = 60 * 1000;
const weekMs = 7 * 24 * 60 * minuteMs;

const tokenOf = async (browser: Browser): Promise<string> =>
  (await browser.fetch("POST", "/api/auth/token")).body.token;
const show = (app: LocalApp, token: string) =>
  app.browser().fetch("GET", "/api/auth/me", undefined, { authorization: `Bearer ${token}` });

/** A token of ann's, and how to sign any other with the app's own key. */
async function withToken() {
  const app = await openLocalApp();
  const ann = await app.signedUp("ann");
  const token = await tokenOf(ann);
  const keyRow = { where: { op: "constant", value: true }, deleted: "exclude", sort: [], limit: 1 } as const;
  const [row] = await app.kernel.engine.find({ ...keyRow, collection: "_signing_keys", tenant: "*" });
  const [, payload = ""] = token.split(".");
  const claims = JSON.parse(Buffer.from(payload, "base64url").toString());
  const header = { alg: "EdDSA", typ: "at+jwt", kid: row?.id ?? "" };
  const sign = async (changes: Record<string, unknown>, head: Record<string, unknown> = {}) =>
    new SignJWT({ ...claims, ...changes })
      .setProtectedHeader({ ...header, ...head })
      .sign(await importJWK({ ...(row?.["private_key"] as object) }, "EdDSA"));
  return { app, ann, token, claims, sign, publicKey: row?.["public_key"] as { x: string } };
}

describe("an app token", () => {
  it("says who, where and from which session, and nothing of a role", async () => {
    const { app, ann, token, claims, sign } = await withToken();
    await using _ = app;
    const now = Date.parse("2026-03-01T09:00:00.000Z") / 1000;
    const [session] = (await ann.fetch("GET", "/api/auth/sessions")).body.items;
    expect(decodeProtectedHeader(token)).toEqual({ alg: "EdDSA", typ: "at+jwt", kid: expect.any(String) });
    expect(claims).toEqual({
      iss: "https://app.example",
      aud: "task-tracker",
      sub: ann.id,
      org: ann.organization,
      sid: session.id,
      jti: expect.any(String),
      iat: now,
      exp: now + 15 * 60,
    });
    const { status, body } = await show(app, token);
    expect([status, body.user.id, body.organization.role]).toEqual([200, ann.id, "owner"]);
    expect((await show(app, await sign({ role: "king", jti: "x" }))).body.organization.role).toBe("owner");
  });

  it("is good for fifteen minutes", async () => {
    const { app, token } = await withToken();
    await using _ = app;
    app.pass(15 * minuteMs - 1000);
    expect((await show(app, token)).status).toBe(200);
    app.pass(1000);
    expect((await show(app, token)).body.code).toBe("credential.invalid");
  });

  it.each<[string, (ann: Browser & { id: string }, app: LocalApp) => Promise<unknown>]>([
    ["signing out", (ann) => ann.fetch("POST", "/api/auth/sign-out")],
    [
      "switching",
      async (ann) => {
        const { body } = await ann.fetch("POST", "/api/organizations", { name: "Garden" });
        return ann.fetch("POST", "/api/auth/switch", { organization: body.id });
      },
    ],
    [
      "changing the password",
      (ann) =>
        ann.fetch("POST", "/api/auth/password", {
          current: "correct horse battery",
          password: "another long password",
        }),
    ],
  ])("that was used a moment ago ends with %s", async (_how, act) => {
    const { app, ann, token } = await withToken();
    await using _ = app;
    expect((await show(app, token)).status).toBe(200);
    await act(ann, app);
    expect((await show(app, token)).body.code).toBe("credential.invalid");
  });

  it("makes no other credential", async () => {
    const { app, token } = await withToken();
    await using _ = app;
    const authorization = { authorization: `Bearer ${token}` };
    for (const [path, body] of [
      ["/api/auth/token", undefined],
      ["/api/auth/tokens", { name: "bot", scopes: ["read"] }],
    ] as const)
      expect((await app.browser().fetch("POST", path, body, authorization)).body.code).toBe("scope.insufficient");
  });

  it("wins over a cookie", async () => {
    const { app, token } = await withToken();
    await using _ = app;
    const eve = await app.signedUp("eve");
    const { body } = await eve.fetch("GET", "/api/auth/me", undefined, { authorization: `Bearer ${token}` });
    expect(body.user.name).toBe("ann");
  });
});

describe("a token that is refused", () => {
  it.each(badTokens.map(({ name, make }) => [name, make] as const))(
    "has %s, with the public key for a secret",
    async (_name, make) => {
      const { app, claims, publicKey } = await withToken();
      await using _ = app;
      expect((await show(app, make({ secret: publicKey.x, claims }))).body.code).toBe("credential.invalid");
    },
  );

  const now = Date.parse("2026-03-01T09:00:00.000Z") / 1000;
  it.each<[string, Record<string, unknown>, Record<string, unknown>?]>([
    ["another issuer", { iss: "https://other.example" }],
    ["no issuer", { iss: undefined }],
    ["the audience of another app", { aud: "other-app" }],
    ["no audience", { aud: undefined }],
    ["no expiry", { exp: undefined }],
    ["an expiry as text", { exp: "9999999999" }],
    ["an expiry that has come", { exp: now }],
    ["a time before which it is not good", { nbf: now + 60 }],
    ["no time of issue", { iat: undefined }],
    ["no id", { jti: undefined }],
    ["no subject", { sub: undefined }],
    ["another subject", { sub: "somebody-else" }],
    ["no organisation", { org: undefined }],
    ["another organisation", { org: "another" }],
    ["no session", { sid: undefined }],
    ["an unknown session", { sid: "another" }],
    ["the type of an ID token", {}, { typ: "JWT" }],
    ["no type", {}, { typ: undefined }],
    ["an unknown key", {}, { kid: "another" }],
    ["no key", {}, { kid: undefined }],
    ["a key's address", {}, { jku: "https://attacker.example/jwks.json" }],
    ["a key of its own", {}, { jwk: { kty: "OKP", crv: "Ed25519", x: "AAAA" } }],
    ["a certificate's address", {}, { x5u: "https://attacker.example/cert.pem" }],
  ])("has %s, though the app's own key signed it", async (_name, claims, header) => {
    const { app, sign } = await withToken();
    await using _ = app;
    expect((await show(app, await sign(claims, header))).body.code).toBe("credential.invalid");
  });

  it("was made by another app, whose keys and ids are its own", async () => {
    const { app, ann } = await withToken();
    await using _ = app;
    await using other = await openLocalApp({ appId: "task-tracker" });
    const foreign = await tokenOf(await other.signedUp("ann"));
    expect(ann.id).not.toBe("");
    expect((await show(app, foreign)).body.code).toBe("credential.invalid");
  });
});

describe("the keys", () => {
  const keysOf = async (app: LocalApp) => app.browser().fetch("GET", "/.well-known/jwks.json");

  it("are public without their private half, and verify what others are shown", async () => {
    const { app, token } = await withToken();
    await using _ = app;
    const { body, headers } = await keysOf(app);
    expect(body).toEqual({
      keys: [{ kty: "OKP", crv: "Ed25519", alg: "EdDSA", use: "sig", kid: expect.any(String), x: expect.any(String) }],
    });
    expect(headers.get("cache-control")).toBe("public, max-age=300");
    const { payload } = await jwtVerify(token, await importJWK(body.keys[0], "EdDSA"), {
      audience: "task-tracker",
      currentDate: app.kernel.now(),
    });
    expect(payload["org"]).toBeDefined();
  });

  it("change every week; tokens of the last one are good until they expire, then it is gone", async () => {
    await using app = await openLocalApp();
    const ann = await app.signedUp("ann");
    const untilNextWeek = weekMs - (app.kernel.now().getTime() % weekMs);
    app.pass(untilNextWeek - minuteMs);
    const old = await tokenOf(ann);
    app.pass(2 * minuteMs);
    const fresh = await tokenOf(ann);
    expect(decodeProtectedHeader(fresh).kid).not.toBe(decodeProtectedHeader(old).kid);
    expect((await keysOf(app)).body.keys).toHaveLength(2);
    expect([(await show(app, old)).status, (await show(app, fresh)).status]).toEqual([200, 200]);
    app.pass(13 * minuteMs + 1);
    expect((await show(app, old)).status).toBe(401);
    app.pass(minuteMs);
    expect((await keysOf(app)).body.keys.map(({ kid }: { kid: string }) => kid)).toEqual([
      decodeProtectedHeader(fresh).kid,
    ]);
  });

  it("are made once, by however many processes at the same moment", async () => {
    await using app = await openLocalApp();
    const ann = await app.signedUp("ann");
    const tokens = await Promise.all(Array.from({ length: 8 }, () => tokenOf(ann)));
    expect(new Set(tokens.map((token) => decodeProtectedHeader(token).kid)).size).toBe(1);
  });
});
