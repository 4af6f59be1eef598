import { join, resolve } from "node:path";
import { MozaiksError } from "@mozaiks/contracts";
import { namedVariables, type RawEnvironment, Secret } from "@mozaiks/contracts/server";
import type { AppConfig, AppMode } from "./app-config.ts";
import { Environment } from "./environment.ts";

/** What a caller fixes; each wins over the variable of the same meaning. */
export interface ConfigOverrides {
  /** Default `production`. */
  readonly mode?: AppMode;
  readonly host?: string;
  readonly port?: number;
  readonly dataFolder?: string;
}

/**
 * Turns the environment into the configuration of an app. Reads no file; relative paths are taken from the working directory.
 * @throws MozaiksError `config.invalid`, whose message lists every mistake on its own line with how to fix it.
 */
export function parseConfig(env: RawEnvironment, overrides: ConfigOverrides = {}): AppConfig {
  const mistakes: string[] = [];
  const fixed = { HOST: overrides.host, PORT: overrides.port?.toString(), DATA_PATH: overrides.dataFolder };
  const raw = namedVariables(Environment.shape, { env, fixed, mistakes });
  const parsed = Environment.safeParse(raw);
  for (const issue of parsed.error?.issues ?? []) mistakes.push(`${String(issue.path[0])} ${issue.message}`);
  mistakes.push(...crossCheck(raw, env));
  if (parsed.success && parsed.data.MOZAIKS_INSECURE_COOKIE && !isLoopback(parsed.data.PUBLIC_URL))
    mistakes.push("MOZAIKS_INSECURE_COOKIE is set, and PUBLIC_URL is not this machine; serve the app by https instead");
  if (!parsed.success || mistakes.length > 0)
    throw new MozaiksError(
      "config.invalid",
      `The configuration is not valid:\n${mistakes.map((line) => `  - ${line}`).join("\n")}`,
    );
  return assemble(parsed.data, overrides.mode ?? "production");
}

/** Variables that mean nothing without each other. */
const pairs = [
  ["SMTP_URL", "MAIL_FROM"],
  ["MOZAIKS_AI_URL", "MOZAIKS_AI_TOKEN"],
] as const;

/** Mistakes that no variable has alone. */
function crossCheck(raw: RawEnvironment, env: RawEnvironment): string[] {
  const mistakes: string[] = [];
  for (const [one, other] of pairs)
    if ((raw[one] === undefined) !== (raw[other] === undefined))
      mistakes.push(`${raw[one] === undefined ? other : one} is set alone; set both ${one} and ${other}, or none`);
  const mode = raw["MOZAIKS_AUTH_MODE"]?.toLowerCase();
  if (mode === "platform" || mode === "external")
    mistakes.push(`MOZAIKS_AUTH_MODE is ${mode}, which this version does not have; give local`);
  if (mode === "test" && env["NODE_ENV"] === "production")
    mistakes.push("MOZAIKS_AUTH_MODE is test, which lets in anybody, with NODE_ENV=production; give local");
  return mistakes;
}

/** Whether an origin is this machine; no origin is, as the default names it. */
function isLoopback(publicUrl: string | undefined): boolean {
  return publicUrl === undefined || /^https?:\/\/(?:localhost|127(?:\.\d+){3}|\[::1\])(?::\d+)?$/.test(publicUrl);
}

function assemble(values: Environment, mode: AppMode): AppConfig {
  const { MOZAIKS_AUTH_MODE: authMode, MOZAIKS_APP_ID: appId, PUBLIC_URL: publicUrl, TRUST_PROXY: trustProxy } = values;
  const isExposed = mode === "production" && authMode === "local";
  const folder = resolve(values.DATA_PATH);
  return {
    mode,
    server: {
      host: values.HOST ?? (isExposed ? "0.0.0.0" : "127.0.0.1"),
      port: values.PORT,
      ...(publicUrl && { publicUrl }),
      allowedOrigins: values.ALLOWED_ORIGINS,
      ...(trustProxy && { trustProxy }),
      requestTimeoutMs: values.REQUEST_TIMEOUT_S * 1000,
      shutdownTimeoutMs: values.SHUTDOWN_TIMEOUT_S * 1000,
    },
    data: {
      folder,
      file: values.DATABASE_URL === undefined ? join(folder, "app.sqlite") : resolve(values.DATABASE_URL),
      migrateOnStart: values.MIGRATE_ON_START,
    },
    identity: {
      mode: authMode === "test" ? "test" : "local",
      ...(appId && { appId }),
      insecureCookie: values.MOZAIKS_INSECURE_COOKIE,
    },
    ...(values.SMTP_URL && values.MAIL_FROM && { mail: { url: new Secret(values.SMTP_URL), from: values.MAIL_FROM } }),
    ...(values.MOZAIKS_AI_URL &&
      values.MOZAIKS_AI_TOKEN && {
        workflows: { url: values.MOZAIKS_AI_URL, token: new Secret(values.MOZAIKS_AI_TOKEN) },
      }),
    limits: {
      readsPerMinute: values.LIMIT_READS_PER_MINUTE,
      writesPerMinute: values.LIMIT_WRITES_PER_MINUTE,
      signInsPerMinute: values.LIMIT_SIGN_INS_PER_MINUTE,
      maxBodyBytes: values.MAX_BODY_BYTES,
    },
    logs: { level: values.LOG_LEVEL },
    metrics: { ...(values.METRICS_TOKEN && { token: new Secret(values.METRICS_TOKEN) }) },
    hosting: values.HOSTING_MODE,
  };
}
