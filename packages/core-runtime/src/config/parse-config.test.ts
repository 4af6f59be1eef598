import { isMozaiksError } from "@mozaiks/contracts";
import type { RawEnvironment } from "@mozaiks/contracts/server";
import { resolve } from "node:path";
import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import { type ConfigOverrides, parseConfig } from "./parse-config.ts";

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
  it("are those of a server that others reach, when nothing is set", () => {
    expect(parseConfig({})).toEqual({
      mode: "production",
      server: {
        host: "0.0.0.0",
        port: 8080,
        allowedOrigins: [],
        requestTimeoutMs: 30_000,
        shutdownTimeoutMs: 10_000,
      },
      data: { folder: resolve(".mozaiks"), file: resolve(".mozaiks/app.sqlite"), migrateOnStart: false },
      identity: { mode: "local", insecureCookie: false },
      limits: { readsPerMinute: 1200, writesPerMinute: 600, signInsPerMinute: 30, maxBodyBytes: 1_048_576 },
      logs: { level: "info" },
      metrics: {},
      hosting: "self-hosted",
    });
  });

  it.each<[RawEnvironment, ConfigOverrides]>([
    [{}, { mode: "development" }],
    [{ MOZAIKS_AUTH_MODE: "test" }, {}],
  ])("listen on this machine only with %j and %j", (env, overrides) => {
    expect(parseConfig(env, overrides).server.host).toBe("127.0.0.1");
    expect(parseConfig({ ...env, HOST: "::" }, overrides).server.host).toBe("::");
  });
});

describe("a variable", () => {
  it.each<[RawEnvironment, object]>([
    [{ PORT: "0" }, { server: { port: 0 } }],
    [{ PUBLIC_URL: "https://app.example.com/" }, { server: { publicUrl: "https://app.example.com" } }],
    [{ ALLOWED_ORIGINS: "https://a.example, http://b.example:81" }, { server: { allowedOrigins: { length: 2 } } }],
    [{ TRUST_PROXY: "2" }, { server: { trustProxy: { kind: "hops", count: 2 } } }],
    [{ TRUST_PROXY: "10.0.0.0/8, ::1" }, { server: { trustProxy: { kind: "networks", networks: { length: 2 } } } }],
    [{ REQUEST_TIMEOUT_S: "5" }, { server: { requestTimeoutMs: 5000 } }],
    [{ DATABASE_URL: "sqlite:data/a.db" }, { data: { file: resolve("data/a.db") } }],
    [{ DATABASE_URL: "sqlite:///var/a.db" }, { data: { file: "/var/a.db" } }],
    [{ DATABASE_URL: "file:/var/a.db" }, { data: { file: "/var/a.db" } }],
    [{ DATABASE_URL: "a.db" }, { data: { file: resolve("a.db") } }],
    [{ DATA_PATH: "/data" }, { data: { folder: "/data", file: "/data/app.sqlite" } }],
    [{ MIGRATE_ON_START: "1" }, { data: { migrateOnStart: true } }],
    [{ APP_ID: "shop" }, { identity: { appId: "shop" } }],
    [{ MOZAIKS_INSECURE_COOKIE: "1" }, { identity: { insecureCookie: true } }],
    [{ MOZAIKS_INSECURE_COOKIE: "1", PUBLIC_URL: "http://127.0.0.1:8080" }, { identity: { insecureCookie: true } }],
    [{ SMTP_URL: "smtp://mail.example:25", MAIL_FROM: "a@b.example" }, { mail: { from: "a@b.example" } }],
    [
      { MOZAIKS_AI_URL: "https://ai.example/", MOZAIKS_AI_TOKEN: "t".repeat(8) },
      { workflows: { url: "https://ai.example" } },
    ],
    [{ MOZAIKS_MODE: "byoc" }, { hosting: "byoc" }],
    [{ LOG_LEVEL: "WARN" }, { logs: { level: "warn" } }],
  ])("is read: %j", (env, expected) => {
    expect(parseConfig(env)).toMatchObject(expected);
  });

  it("gives way to what the caller fixes", () => {
    const overrides = { port: 0, host: "::1", dataFolder: "/data" } as const;
    expect(parseConfig({ PORT: "9000", HOST: "0.0.0.0", DATA_PATH: "/other" }, overrides)).toMatchObject({
      server: { port: 0, host: "::1" },
      data: { folder: "/data" },
    });
  });
});

describe("a mistake", () => {
  it.each<[RawEnvironment, RegExp]>([
    [{ PORT: "http" }, /PORT is "http"; give a whole number from 0 to 65535/],
    [{ PUBLIC_URL: "app.example.com" }, /PUBLIC_URL is not an origin; give one such as https:/],
    [{ PUBLIC_URL: "https://app.example.com/path" }, /PUBLIC_URL is not an origin/],
    [{ ALLOWED_ORIGINS: "*" }, /ALLOWED_ORIGINS holds "\*"; give origins/],
    [{ ALLOWED_ORIGINS: "https://user@a.example" }, /ALLOWED_ORIGINS holds/],
    [{ ALLOWED_ORIGINS: "null" }, /ALLOWED_ORIGINS holds "null"/],
    [{ TRUST_PROXY: "true" }, /TRUST_PROXY holds "true"; give a number from 0 to 10/],
    [{ TRUST_PROXY: "11" }, /TRUST_PROXY holds "11"/],
    [{ TRUST_PROXY: "10.0.0.0/33" }, /TRUST_PROXY holds "10.0.0.0\/33"/],
    [{ DATABASE_URL: "mongodb://db" }, /DATABASE_URL is of mongodb, and this version has the embedded engine only/],
    [{ DATABASE_URL: "postgres://u:p@db" }, /DATABASE_URL is of postgres, .*unset it, or give sqlite:<file>/],
    [{ DATABASE_URL: "sqlite:" }, /DATABASE_URL names no file/],
    [{ DATABASE_URL: "sqlite::memory:" }, /DATABASE_URL names no file/],
    [{ MOZAIKS_APP_ID: "a b" }, /MOZAIKS_APP_ID has letters, digits/],
    [{ MOZAIKS_AUTH_MODE: "platform" }, /MOZAIKS_AUTH_MODE is platform, which this version does not have; give local/],
    [{ MOZAIKS_AUTH_MODE: "External" }, /MOZAIKS_AUTH_MODE is external/],
    [{ MOZAIKS_AUTH_MODE: "oidc" }, /MOZAIKS_AUTH_MODE is "oidc"/],
    [{ MOZAIKS_AUTH_MODE: "test", NODE_ENV: "production" }, /lets in anybody, with NODE_ENV=production/],
    [
      { MOZAIKS_INSECURE_COOKIE: "1", PUBLIC_URL: "https://a.example" },
      /MOZAIKS_INSECURE_COOKIE is set, and PUBLIC_URL/,
    ],
    [{ MOZAIKS_INSECURE_COOKIE: "1", PUBLIC_URL: "http://localhost.evil.example" }, /is not this machine/],
    [{ SMTP_URL: "mail.example", MAIL_FROM: "a@b.example" }, /SMTP_URL is not an address such as smtp:/],
    [{ SMTP_URL: "smtp://mail.example" }, /SMTP_URL is set alone; set both SMTP_URL and MAIL_FROM/],
    [{ MOZAIKS_AI_TOKEN: "t".repeat(8) }, /MOZAIKS_AI_TOKEN is set alone/],
    [{ METRICS_TOKEN: "short" }, /METRICS_TOKEN needs at least 8 bytes/],
    [{ METRICS_TOKEN: "é".repeat(3) }, /METRICS_TOKEN needs at least 8 bytes/],
    [{ MOZAIKS_APP_ID: "a", APP_ID: "b" }, /differ; keep MOZAIKS_APP_ID/],
    [{ MAX_BODY_BYTES: "12" }, /MAX_BODY_BYTES is "12"; .*bytes/],
  ])("%j is told with its remedy, alone", (env, expected) => {
    expect(mistakesOf(env)).toEqual([expect.stringMatching(expected)]);
  });

  it("in a secret does not repeat the secret, nor does the configuration when it is printed", () => {
    const mistakes = mistakesOf({
      DATABASE_URL: "postgres://u:hunter2@db",
      SMTP_URL: "u:hunter2@x",
      METRICS_TOKEN: "hunter2",
    });
    expect(mistakes.length).toBeGreaterThan(2);
    expect(mistakes.join()).not.toContain("hunter2");
    const config = parseConfig({
      SMTP_URL: "smtp://u:hunter2@x",
      MAIL_FROM: "a@b.example",
      MOZAIKS_AI_URL: "https://ai.example",
      MOZAIKS_AI_TOKEN: "hunter2-token",
      METRICS_TOKEN: "hunter2-metrics",
    });
    for (const printed of [JSON.stringify(config), inspect(config, { depth: 9, showHidden: true })]) {
      expect(printed).toContain("[secret]");
      expect(printed).not.toContain("hunter2");
    }
  });
});
