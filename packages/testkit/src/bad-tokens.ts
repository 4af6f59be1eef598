import { createHmac, generateKeyPairSync, sign } from "node:crypto";

/** A good token's parts: what it is signed with (HS256) and what it claims. */
export interface TokenRecipe {
  readonly secret: string;
  readonly claims: Readonly<Record<string, unknown>>;
}

/** A token that every door must refuse. */
export interface BadToken {
  readonly name: string;
  /** What a refusal says, by stable code. */
  readonly code: "token.invalid" | "token.expired";
  readonly make: (good: TokenRecipe) => string;
}

type Header = Readonly<Record<string, unknown>>;

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");
const hmac = (input: string, secret: string, hash = "sha256"): string =>
  createHmac(hash, secret).update(input).digest("base64url");

/** A token signed with HS256, whatever its header and claims say. */
export function signedToken({ secret, claims }: TokenRecipe, header: Header = { alg: "HS256", typ: "JWT" }): string {
  const input = `${encode(header)}.${encode(claims)}`;
  return `${input}.${hmac(input, secret)}`;
}

/** Good but for some claims; `undefined` removes one. */
function claiming(name: string, changes: (claims: TokenRecipe["claims"]) => Header): BadToken {
  return {
    name,
    code: "token.invalid",
    make: ({ secret, claims }) => signedToken({ secret, claims: { ...claims, ...changes(claims) } }),
  };
}

/** Good but for its header. */
function headed(name: string, header: Header): BadToken {
  return { name, code: "token.invalid", make: (good) => signedToken(good, { alg: "HS256", typ: "JWT", ...header }) };
}

/** Made from the good token's text. */
function altered(name: string, change: (token: string, good: TokenRecipe) => string): BadToken {
  return { name, code: "token.invalid", make: (good) => change(signedToken(good), good) };
}

const seconds = (): number => Math.floor(Date.now() / 1000);

/** Signed with a key of the sender's own, which the header names or carries. */
function foreign(name: string, header: (jwk: object) => Header): BadToken {
  return altered(name, (_token, { claims }) => {
    const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    const input = `${encode({ typ: "JWT", ...header(publicKey.export({ format: "jwk" })) })}.${encode(claims)}`;
    return `${input}.${sign("sha256", Buffer.from(input), privateKey).toString("base64url")}`;
  });
}

/**
 * Ways to forge, replay or mangle a launch token (RFC 8725), for servers that verify HS256 with a secret. Every door is
 * tested with every one of them.
 */
export const badTokens: readonly BadToken[] = [
  altered("alg none", (_token, { claims }) => `${encode({ alg: "none", typ: "JWT" })}.${encode(claims)}.`),
  headed("alg none beside a good signature", { alg: "none" }),
  headed("alg in other letters", { alg: "hs256" }),
  headed("no alg", { alg: undefined }),
  altered("another hash than the configured one", (_token, { secret, claims }) => {
    const input = `${encode({ alg: "HS512", typ: "JWT" })}.${encode(claims)}`;
    return `${input}.${hmac(input, secret, "sha512")}`;
  }),
  altered("an empty secret", (_token, { claims }) => {
    const input = `${encode({ alg: "HS256", typ: "JWT" })}.${encode(claims)}`;
    return `${input}.${hmac(input, "")}`;
  }),
  altered("wrong key", (_token, { secret, claims }) => signedToken({ secret: `${secret}x`, claims })),
  foreign("an asymmetric signature", () => ({ alg: "RS256" })),
  foreign("a foreign kid", () => ({ alg: "RS256", kid: "somebody-elses" })),
  foreign("its own key in jwk", (jwk) => ({ alg: "RS256", jwk })),
  foreign("its own key behind jku", () => ({ alg: "RS256", jku: "https://attacker.example/jwks.json" })),
  foreign("its own certificate behind x5u", () => ({ alg: "RS256", x5u: "https://attacker.example/cert.pem" })),
  headed("jku beside a good signature", { jku: "https://attacker.example/jwks.json" }),
  headed("jwk beside a good signature", { jwk: { kty: "oct", k: "AAAA" } }),
  headed("x5u beside a good signature", { x5u: "https://attacker.example/cert.pem" }),
  headed("x5c beside a good signature", { x5c: ["AAAA"] }),
  headed("a critical extension", { crit: ["exp"] }),
  headed("an unencoded payload", { b64: false, crit: ["b64"] }),

  claiming("wrong issuer", () => ({ iss: "somebody-else" })),
  claiming("no issuer", () => ({ iss: undefined })),
  claiming("wrong audience", () => ({ aud: "another-service" })),
  claiming("no audience", () => ({ aud: undefined })),
  claiming("wrong scope", () => ({ scope: "workflow:read" })),
  claiming("scope among others", () => ({ scope: "workflow:execute workflow:service" })),
  claiming("no scope", () => ({ scope: undefined })),
  { ...claiming("expired", () => ({ exp: seconds() - 120 })), code: "token.expired" },
  claiming("no expiry", () => ({ exp: undefined })),
  claiming("expiry as text", ({ exp }) => ({ exp: String(exp) })),
  claiming("not yet valid", () => ({ nbf: seconds() + 3600 })),
  claiming("no user", () => ({ user_id: undefined, sub: undefined })),
  claiming("no app", () => ({ app_id: undefined, tenant: undefined })),
  claiming("no workflow", () => ({ workflow_id: undefined })),
  claiming("no chat", () => ({ chat_id: undefined })),
  claiming("a user that is no id", () => ({ user_id: "../admin", sub: undefined })),
  claiming("an app that is no id", () => ({ app_id: "a b", tenant: undefined })),
  claiming("a user as a list", ({ user_id }) => ({ user_id: [user_id] })),
  claiming("two different users", () => ({ sub: "somebody-else" })),
  claiming("two different apps", () => ({ tenant: "somebody-else" })),
  claiming("a limit below zero", () => ({ max_tokens: -1 })),

  altered("no signature", (token) => token.slice(0, token.lastIndexOf("."))),
  altered("an empty signature", (token) => token.slice(0, token.lastIndexOf(".") + 1)),
  altered("a cut signature", (token) => token.slice(0, -4)),
  altered("a cut payload", (token) => token.slice(0, token.length / 2)),
  altered("changed claims under the old signature", (token, { claims }) => {
    const [header, , signature] = token.split(".");
    return `${header}.${encode({ ...claims, user_id: "admin", sub: "admin" })}.${signature}`;
  }),
  altered("claims that are a list", (_token, { secret }) => {
    const input = `${encode({ alg: "HS256", typ: "JWT" })}.${encode([])}`;
    return `${input}.${hmac(input, secret)}`;
  }),
  altered("an encrypted token", () => `${encode({ alg: "dir", enc: "A256GCM" })}..AAAA.AAAA.AAAA`),
  altered("no token at all", () => "nonsense"),
  altered("very long", (token) => `${token}${"A".repeat(20_000)}`),
];
