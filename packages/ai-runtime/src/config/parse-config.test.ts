import { isMozaiksError } from "@mozaiks/contracts";
import { generateKeyPairSync } from "node:crypto";
import { resolve } from "node:path";
import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import type { RawEnvironment } from "@mozaiks/contracts/server";
import { type ConfigOverrides, parseConfig } from "./parse-config.ts";

const JWT_SECRET = "a-secret-of-at-least-thirty-two-bytes!";
const good = { JWT_SECRET };

/** The lines that a configuration is refused with. */
function mistakesOf(env: RawEnvironment, overrides?: ConfigOverrides): readonly string[] {
  try {
    parseConfig(env, overrides);
    return [];
  } catch (thrown) {
    if (!isMozaiksError(thrown) || thrown.code !== "config.invalid") throw thrown;
    return thrown.message.split("\n").slice(1);
  }
}

describe("the defaults", () => {
  it("are those of a server when only the token key is set", () => {
    expect(parseConfig(good)).toEqual({
      mode: "runtime",
      server: { host: "0.0.0.0", port: 8000, allowedOrigins: [], allowQueryToken: true },
      store: { folder: resolve(".mozaiks") },
      workflows: { folders: [resolve("workflows")], untrustedFolders: [], environment: {}, contextAware: true },
      tools: { allowPrivate: false, secrets: {}, variable: expect.any(Function) },
      models: { costs: true, enforceBudget: false },
      tokens: { key: { kind: "secret", secret: expect.anything() }, issuer: "mozaiks", audience: "mozaiks-runtime" },
      limits: {
        socketsPerUser: 100,
        connectsPerMinute: 120,
        messagesPerMinute: 120,
        requestsPerMinute: 600,
        maxBodyBytes: 262_144,
        maxUploadBytes: 10_485_760,
      },
      logs: { level: "info" },
      metrics: { userLabel: true },
    });
  });

  it("listen on this machine only in dev", () => {
    expect(parseConfig(good, { mode: "dev" })).toMatchObject({ mode: "dev", server: { host: "127.0.0.1" } });
    expect(parseConfig({ ...good, HOST: "::" }, { mode: "dev" })).toMatchObject({ server: { host: "::" } });
  });
});

describe("a variable", () => {
  it.each<[RawEnvironment, object]>([
    [{ PORT: "0" }, { server: { port: 0 } }],
    [{ PORT: " 9000 " }, { server: { port: 9000 } }],
    [{ PORT: "" }, { server: { port: 8000 } }],
    [{ LOG_LEVEL: "INFO" }, { logs: { level: "info" } }],
    [{ CONTEXT_AWARE: "false" }, { workflows: { contextAware: false } }],
    [{ HTTP_TOOLS_ALLOW_PRIVATE: "true" }, { tools: { allowPrivate: true } }],
    [{ WS_ALLOW_QUERY_TOKEN: "0" }, { server: { allowQueryToken: false } }],
    [{ METRICS_USER_LABEL: "off" }, { metrics: { userLabel: false } }],
    [{ MONETIZATION_ENABLED: "no" }, { models: { costs: false } }],
    [{ WORKFLOWS_PATH: "a: b ::c" }, { workflows: { folders: [resolve("a"), resolve("b"), resolve("c")] } }],
    [{ UNTRUSTED_WORKFLOWS_PATH: "/u:v" }, { workflows: { untrustedFolders: ["/u", resolve("v")] } }],
    [{ MOZAIKS_WORKFLOWS_PATH: "/x" }, { workflows: { folders: ["/x"] } }],
    [{ WORKFLOWS_ENABLED: "A,B" }, { workflows: { enabled: ["A", "B"] } }],
    [{ OPENAI_API_BASE: "http://localhost:1234/v1/" }, { models: { apiBase: "http://localhost:1234/v1" } }],
    [
      { ANTHROPIC_API_KEY: "k", ANTHROPIC_API_BASE: "http://a/v1/" },
      { models: { anthropic: { apiBase: "http://a/v1" } } },
    ],
    [
      { GOOGLE_GENERATIVE_AI_API_KEY: "k", GOOGLE_GENERATIVE_AI_API_BASE: "http://g/v1beta" },
      { models: { google: { apiBase: "http://g/v1beta" } } },
    ],
    [{ AZURE_API_KEY: "k", AZURE_RESOURCE_NAME: "my-co" }, { models: { azure: { resourceName: "my-co" } } }],
    [
      { AZURE_API_KEY: "k", AZURE_API_BASE: "https://z/openai/v1" },
      { models: { azure: { apiBase: "https://z/openai/v1" } } },
    ],
    [{ MODEL_PROVIDER: "Rehearsal" }, { models: { provider: "rehearsal" } }],
    [{ BUDGET_MODE: "enforce" }, { models: { enforceBudget: true } }],
    [{ ALLOWED_ORIGINS: "https://a.example,http://b.example:81" }, { server: { allowedOrigins: { length: 2 } } }],
    [{ CONTEXT_ENV_ALLOWLIST: "COMPANY,NONE", COMPANY: "Acme" }, { workflows: { environment: { COMPANY: "Acme" } } }],
    [{ MAX_BODY_BYTES: "1024" }, { limits: { maxBodyBytes: 1024 } }],
    [{ MAX_UPLOAD_BYTES: "2048" }, { limits: { maxUploadBytes: 2048 } }],
    [{ BACKEND_API_URL: "https://x.example", MONGODB_DATABASE: "unused" }, { mode: "runtime" }],
  ])("is read: %j", (env, expected) => {
    expect(parseConfig({ ...good, ...env })).toMatchObject(expected);
  });

  it("of another program passes unread", () => {
    expect(mistakesOf({ ...good, PATH: "/bin", SOMETHING: "else" })).toEqual([]);
  });

  it("gives way to what the caller fixes", () => {
    const overrides = { port: 0, host: "::1", dataFolder: "/data", workflowFolders: ["/w,x"], workflowsEnabled: ["A"] };
    const config = parseConfig(
      { ...good, PORT: "9000", DATA_PATH: "/other" },
      { ...overrides, limits: { socketsPerUser: 5 } },
    );
    expect(config).toMatchObject({
      server: { port: 0, host: "::1" },
      store: { folder: "/data" },
      workflows: { folders: ["/w,x"], enabled: ["A"] },
      limits: { socketsPerUser: 5, messagesPerMinute: 120 },
    });
  });
});

describe("a mistake", () => {
  it.each<[RawEnvironment, RegExp]>([
    [{ PORT: "http" }, /PORT is "http"; give a whole number from 0 to 65535/],
    [{ PORT: "65536" }, /PORT is "65536"/],
    [{ PORT: "-1" }, /PORT is "-1"/],
    [{ PORT: "80.5" }, /PORT is "80.5"/],
    [{ LOG_LEVEL: "loud" }, /LOG_LEVEL is "loud"; give debug, info, warn, error/],
    [{ CONTEXT_AWARE: "maybe" }, /CONTEXT_AWARE is "maybe"; give true or false/],
    [{ OPENAI_API_BASE: "localhost" }, /OPENAI_API_BASE is not a URL; give one such as/],
    [{ OPENAI_API_BASE: "ftp://x" }, /OPENAI_API_BASE is not a URL/],
    [{ ALLOWED_ORIGINS: "https://a.example/path" }, /ALLOWED_ORIGINS holds "https:\/\/a.example\/path"; give origins/],
    [{ ALLOWED_ORIGINS: "*" }, /ALLOWED_ORIGINS holds "\*"/],
    [{ BUDGET_MODE: "strict" }, /BUDGET_MODE is "strict"/],
    [{ MODEL_PROVIDER: "magic" }, /MODEL_PROVIDER is "magic"/],
    [{ LIMIT_SOCKETS_PER_USER: "0" }, /LIMIT_SOCKETS_PER_USER is "0"; give a whole number from 1/],
    [{ MAX_BODY_BYTES: "12" }, /MAX_BODY_BYTES is "12"; .*bytes/],
    [{ JWT_SECRET: "short" }, /JWT_SECRET needs at least 32 bytes; make one with: node -e/],
    [{ INTERNAL_API_KEY: "short" }, /INTERNAL_API_KEY needs at least 8 bytes/],
    [{ METRICS_TOKEN: "short" }, /METRICS_TOKEN needs at least 8 bytes/],
    [{ JWT_SECRET: undefined }, /JWT_SECRET, JWT_PUBLIC_KEY and JWT_JWKS_URL are all unset.*node -e/],
    [{ JWT_SECRET: "  " }, /are all unset/],
    [{ JWT_JWKS_URL: "https://x.example" }, /JWT_SECRET and JWT_JWKS_URL are both set; keep exactly one/],
    [{ JWT_SECRET: "", JWT_JWKS_URL: "nowhere" }, /JWT_JWKS_URL is not a URL/],
    [{ JWT_SECRET: "", JWT_PUBLIC_KEY: "abc" }, /JWT_PUBLIC_KEY is not a public key in PEM/],
    [{ ANTHROPIC_API_BASE: "http://a" }, /ANTHROPIC_API_BASE is set without ANTHROPIC_API_KEY; set both or none/],
    [{ GOOGLE_GENERATIVE_AI_API_BASE: "http://g" }, /without GOOGLE_GENERATIVE_AI_API_KEY/],
    [{ AZURE_RESOURCE_NAME: "mine" }, /AZURE_RESOURCE_NAME is set without AZURE_API_KEY/],
    [{ AZURE_API_KEY: "k" }, /AZURE_API_KEY is set without a resource; set AZURE_RESOURCE_NAME, or AZURE_API_BASE/],
    [{ AZURE_API_KEY: "k", AZURE_RESOURCE_NAME: "a.b" }, /AZURE_RESOURCE_NAME is "a.b"; give letters, digits/],
    [{ MONGODB_URI: "mongodb://x" }, /MONGODB_URI is set, and this version runs embedded only .*unset MONGODB_URI/],
    [{ NATS_URL: "nats://x" }, /NATS_URL is set, and this version runs embedded only/],
    [{ WORKFLOWS_PATH: "a", MOZAIKS_WORKFLOWS_PATH: "b" }, /differ; keep WORKFLOWS_PATH/],
    [{ MOZAIKS_BACKEND_URL: "x y" }, /MOZAIKS_BACKEND_URL is not a URL/],
  ])("%j is told with its remedy, alone", (env, expected) => {
    expect(mistakesOf({ ...good, ...env })).toEqual([expect.stringMatching(expected)]);
  });

  it("never hides another: all are listed at once", () => {
    const mistakes = mistakesOf({
      PORT: "x",
      LOG_LEVEL: "x",
      JWT_SECRET: "short",
      NATS_URL: "x",
      ALLOWED_ORIGINS: "x",
    });
    for (const name of ["PORT", "LOG_LEVEL", "JWT_SECRET", "NATS_URL", "ALLOWED_ORIGINS"])
      expect(mistakes.filter((line) => line.includes(name))).toHaveLength(1);
    expect(mistakes).toHaveLength(5);
  });

  it("in a flag is told under the variable's name", () => {
    expect(mistakesOf(good, { port: 70_000 })).toEqual([expect.stringMatching(/PORT is "70000"/)]);
  });

  it("in a secret does not repeat the secret", () => {
    const mistakes = mistakesOf({ JWT_SECRET: "hunter2", INTERNAL_API_KEY: "hunter2", NATS_URL: "nats://u:hunter2@x" });
    expect(mistakes).toHaveLength(3);
    expect(mistakes.join()).not.toContain("hunter2");
  });
});

describe("a public key", () => {
  const pem = (pair: { publicKey: { export(options: object): string | Buffer } }): string =>
    String(pair.publicKey.export({ type: "spki", format: "pem" }));
  const withKey = (JWT_PUBLIC_KEY: string): RawEnvironment => ({ JWT_PUBLIC_KEY });

  it.each([
    ["RS256", generateKeyPairSync("rsa", { modulusLength: 2048 })],
    ["ES256", generateKeyPairSync("ec", { namedCurve: "P-256" })],
    ["EdDSA", generateKeyPairSync("ed25519")],
  ])("fixes the algorithm %s", (algorithm, pair) => {
    const { tokens } = parseConfig(withKey(pem(pair)));
    expect(tokens.key).toMatchObject({ kind: "public-key", algorithm });
    expect(parseConfig(withKey(pem(pair).replaceAll("\n", "\\n"))).tokens).toEqual(tokens);
  });

  it.each([
    ["a short one", generateKeyPairSync("rsa", { modulusLength: 1024 })],
    ["one of another curve", generateKeyPairSync("ec", { namedCurve: "P-384" })],
  ])("is refused when it is %s", (_name, pair) => {
    expect(mistakesOf(withKey(pem(pair)))).toEqual([expect.stringMatching(/of a kind that is not accepted/)]);
  });

  it("is refused when it is the private half, without showing it", () => {
    const { privateKey } = generateKeyPairSync("ed25519");
    const secret = String(privateKey.export({ type: "pkcs8", format: "pem" }));
    const mistakes = mistakesOf(withKey(secret));
    expect(mistakes).toEqual([expect.stringMatching(/holds a private key/)]);
    expect(mistakes.join()).not.toContain(secret.split("\n")[1]);
  });
});

it("prints no secret, however it is printed", () => {
  const secrets = {
    OPENAI_API_KEY: "sk-very-secret",
    ANTHROPIC_API_KEY: "sk-ant-very-secret",
    GOOGLE_GENERATIVE_AI_API_KEY: "google-very-secret",
    AZURE_API_KEY: "azure-very-secret",
    METRICS_TOKEN: "metrics-very-secret",
    INTERNAL_API_KEY: `${JWT_SECRET}2`,
  };
  const config = parseConfig({ ...good, ...secrets, AZURE_RESOURCE_NAME: "my-company" });
  for (const printed of [
    JSON.stringify(config),
    inspect(config, { depth: 9, showHidden: true }),
    String(config.models.apiKey),
  ]) {
    expect(printed).toContain("[secret]");
    for (const secret of [JWT_SECRET, ...Object.values(secrets)]) expect(printed).not.toContain(secret);
  }
  expect(config.models.apiKey?.reveal()).toBe("sk-very-secret");
});
