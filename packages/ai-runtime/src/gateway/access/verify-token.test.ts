import { badTokens, signedToken } from "@mozaiks/testkit";
import { createHmac, generateKeyPairSync } from "node:crypto";
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { exportJWK, SignJWT } from "jose";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { parseConfig } from "../../config/parse-config.ts";
import { type RawEnvironment, Secret } from "@mozaiks/contracts/server";
import { issueLaunchToken, issueServiceToken } from "./issue-token.ts";
import { createTokenVerifier, type TokenVerifier } from "./verify-token.ts";

const secret = "a-secret-of-at-least-thirty-two-bytes!";
const now = new Date("2026-11-20T12:00:00Z");
const nowS = now.getTime() / 1000;
const claims = {
  iss: "mozaiks",
  aud: "mozaiks-runtime",
  exp: nowS + 600,
  scope: "workflow:execute",
  user_id: "ann",
  app_id: "shop",
  workflow_id: "Onboarding",
  chat_id: "chat_1",
};

function verifier(env: RawEnvironment): TokenVerifier {
  return createTokenVerifier(parseConfig(env).tokens, { now: () => now });
}

const refused = { code: "token.invalid" };

describe("with a secret", () => {
  const verify = verifier({ JWT_SECRET: secret });
  const token = (changes: object = {}): string => signedToken({ secret, claims: { ...claims, ...changes } });

  it("reads a launch token; claims that are not ours stay claims", async () => {
    expect(await verify(token({ max_tokens: 5000, plan: "pro", nested: { a: 1 }, jti: "x", iat: nowS }))).toEqual({
      kind: "launch",
      tenant: { app_id: "shop" },
      user_id: "ann",
      workflow_id: "Onboarding",
      chat_id: "chat_1",
      max_tokens: 5000,
      claims: { plan: "pro", nested: { a: 1 } },
      expires_at: claims.exp,
    });
  });

  it("reads a service token, which has no user", async () => {
    const service = token({ scope: "workflow:service", user_id: undefined, chat_id: undefined, sub: "backend" });
    expect(await verify(service)).toEqual({ kind: "service", tenant: { app_id: "shop" }, expires_at: claims.exp });
  });

  it("takes sub for user_id and tenant for app_id", async () => {
    const aliased = token({ user_id: undefined, app_id: undefined, sub: "ann", tenant: "shop" });
    expect(await verify(aliased)).toMatchObject({ user_id: "ann", tenant: { app_id: "shop" }, claims: {} });
    expect(await verify(token({ sub: "ann", tenant: "shop" }))).toMatchObject({ user_id: "ann" });
  });

  it("takes an audience list that names this service", async () => {
    expect(await verify(token({ aud: ["other", "mozaiks-runtime"] }))).toMatchObject({ kind: "launch" });
  });

  it("ignores a kid, which selects nothing beside a single key", async () => {
    const header = { alg: "HS256", kid: "../../etc/passwd" };
    expect(await verify(signedToken({ secret, claims }, header))).toMatchObject({ kind: "launch" });
  });

  it("allows clocks to differ by 30 seconds and no more", async () => {
    expect(await verify(token({ exp: nowS - 29 }))).toMatchObject({ kind: "launch" });
    await expect(verify(token({ exp: nowS - 31 }))).rejects.toMatchObject({ code: "token.expired" });
    expect(await verify(token({ nbf: nowS + 29 }))).toMatchObject({ kind: "launch" });
    await expect(verify(token({ nbf: nowS + 31 }))).rejects.toMatchObject(refused);
  });

  it.each(badTokens)("refuses $name", async ({ make, code }) => {
    const real = createTokenVerifier(parseConfig({ JWT_SECRET: secret }).tokens);
    const good = { secret, claims: { ...claims, exp: Math.floor(Date.now() / 1000) + 600 } };
    expect(await real(signedToken(good))).toMatchObject({ kind: "launch" });
    await expect(real(make(good))).rejects.toMatchObject({ name: "MozaiksError", code });
  });

  it("reads what is issued here", async () => {
    const issuer = { secret: new Secret(secret), issuer: "mozaiks", audience: "mozaiks-runtime" };
    const grant = { app_id: "shop", user_id: "ann", workflow_id: "Onboarding", chat_id: "c", claims: { plan: "pro" } };
    const launch = await issueLaunchToken(issuer, grant, { now, ttlMs: 60_000 });
    expect(launch.expiresAt).toEqual(new Date(now.getTime() + 60_000));
    expect(await verify(launch.token)).toMatchObject({ kind: "launch", chat_id: "c", claims: { plan: "pro" } });
    const service = await issueServiceToken(issuer, { app_id: "shop" }, { now });
    expect(await verify(service.token)).toMatchObject({ kind: "service", expires_at: nowS + 3600 });
  });

  it("lets no further claim replace one of ours when issuing", async () => {
    const issuer = { secret: new Secret(secret), issuer: "mozaiks", audience: "mozaiks-runtime" };
    const grant = { app_id: "shop", user_id: "ann", workflow_id: "W", chat_id: "c" };
    const sly = { ...grant, claims: { user_id: "admin", scope: "workflow:service", exp: 9e9 } };
    const { token: issued } = await issueLaunchToken(issuer, sly, { now });
    expect(await verify(issued)).toMatchObject({ kind: "launch", user_id: "ann", expires_at: nowS + 3600 });
  });
});

describe("with a public key", () => {
  const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const elliptic = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const edwards = generateKeyPairSync("ed25519");
  const pairs = [
    { alg: "RS256", ...rsa },
    { alg: "ES256", ...elliptic },
    { alg: "EdDSA", ...edwards },
  ];

  it.each(pairs)("reads $alg tokens", async ({ alg, privateKey, publicKey }) => {
    const pem = publicKey.export({ type: "spki", format: "pem" }).toString();
    const verify = verifier({ JWT_PUBLIC_KEY: pem });
    const token = await new SignJWT(claims).setProtectedHeader({ alg }).sign(privateKey);
    expect(await verify(token)).toMatchObject({ kind: "launch", user_id: "ann" });
    const inOneLine = verifier({ JWT_PUBLIC_KEY: pem.trim().replaceAll("\n", "\\n") });
    expect(await inOneLine(token)).toMatchObject({ kind: "launch" });
  });

  it.each(pairs)("is not fooled by the public key used as an HMAC secret ($alg)", async ({ publicKey }) => {
    const pem = publicKey.export({ type: "spki", format: "pem" }).toString();
    const verify = verifier({ JWT_PUBLIC_KEY: pem });
    const der = publicKey.export({ type: "spki", format: "der" });
    for (const key of [pem, pem.trim(), der]) {
      const input = [{ alg: "HS256" }, claims]
        .map((part) => Buffer.from(JSON.stringify(part)).toString("base64url"))
        .join(".");
      await expect(
        verify(`${input}.${createHmac("sha256", key).update(input).digest("base64url")}`),
      ).rejects.toMatchObject(refused);
    }
  });

  it.each(["RS384", "PS256"])("takes no %s where RS256 is meant", async (alg) => {
    const verify = verifier({ JWT_PUBLIC_KEY: rsa.publicKey.export({ type: "spki", format: "pem" }).toString() });
    await expect(
      verify(await new SignJWT(claims).setProtectedHeader({ alg }).sign(rsa.privateKey)),
    ).rejects.toMatchObject(refused);
  });
});

describe("with a JWKS", () => {
  let server: Server;
  let keys: object[];
  let fetched: number;
  let url: string;

  beforeEach(async () => {
    [keys, fetched] = [[], 0];
    server = createServer((_request, response) => {
      fetched += 1;
      response.setHeader("content-type", "application/json").end(JSON.stringify({ keys }));
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks.json`;
  });

  afterEach(() => {
    vi.useRealTimers();
    server.close();
  });

  async function publish(kid: string): Promise<(kidInToken?: string) => Promise<string>> {
    const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    keys.push({ ...(await exportJWK(publicKey)), kid, alg: "RS256", use: "sig" });
    return (kidInToken = kid) =>
      new SignJWT(claims).setProtectedHeader({ alg: "RS256", kid: kidInToken }).sign(privateKey);
  }

  it("selects by kid, fetches once, and follows a rotation", async () => {
    const first = await publish("one");
    const verify = verifier({ JWT_JWKS_URL: url });
    expect(await verify(await first())).toMatchObject({ kind: "launch" });
    expect(await verify(await first())).toMatchObject({ kind: "launch" });
    expect(fetched).toBe(1);
    keys = [];
    const second = await publish("two");
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 31_000 });
    expect(await verify(await second())).toMatchObject({ kind: "launch" });
    await expect(verify(await first())).rejects.toMatchObject(refused);
    expect(fetched).toBe(2);
  });

  it("refuses a foreign kid, another key's kid, and a symmetric key in the set", async () => {
    const one = await publish("one");
    const two = await publish("two");
    keys.push({ kty: "oct", k: Buffer.from(secret).toString("base64url"), kid: "sym", alg: "HS256" });
    const verify = verifier({ JWT_JWKS_URL: url });
    await expect(verify(await one("nobody"))).rejects.toMatchObject(refused);
    await expect(verify(await one("two"))).rejects.toMatchObject(refused);
    await expect(verify(signedToken({ secret, claims }, { alg: "HS256", kid: "sym" }))).rejects.toMatchObject(refused);
    expect(await verify(await two())).toMatchObject({ kind: "launch" });
  });

  it("says 401 when the key server is away", async () => {
    const token = await (await publish("one"))();
    server.close();
    await once(server, "close");
    await expect(verifier({ JWT_JWKS_URL: url })(token)).rejects.toMatchObject(refused);
  });
});
