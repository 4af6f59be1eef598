import { createPublicKey } from "node:crypto";
import { resolve } from "node:path";
import { MozaiksError } from "@mozaiks/contracts";
import { makeSecret, namedVariables, type RawEnvironment, Secret } from "@mozaiks/contracts/server";
import { Environment } from "./environment.ts";
import type { Limits, RuntimeConfig, RuntimeMode, TokenKey } from "./runtime-config.ts";

/** What a caller fixes; each wins over the variable of the same meaning. */
export interface ConfigOverrides {
  /** Default `runtime`. */
  readonly mode?: RuntimeMode;
  readonly host?: string;
  readonly port?: number;
  readonly dataFolder?: string;
  readonly workflowFolders?: readonly string[];
  readonly workflowsEnabled?: readonly string[];
  readonly jwtSecret?: string;
  readonly limits?: Partial<Limits>;
}

/** The overrides that stand for a variable. */
const variablesOf = (overrides: ConfigOverrides): RawEnvironment => ({
  HOST: overrides.host,
  PORT: overrides.port?.toString(),
  DATA_PATH: overrides.dataFolder,
  JWT_SECRET: overrides.jwtSecret,
});

const keyVariables = ["JWT_SECRET", "JWT_PUBLIC_KEY", "JWT_JWKS_URL"] as const;

/** Variables that mean nothing without the key of their provider. */
const needsKey = {
  ANTHROPIC_API_BASE: "ANTHROPIC_API_KEY",
  GOOGLE_GENERATIVE_AI_API_BASE: "GOOGLE_GENERATIVE_AI_API_KEY",
  AZURE_RESOURCE_NAME: "AZURE_API_KEY",
  AZURE_API_BASE: "AZURE_API_KEY",
};

/** Mistakes that no variable has alone. */
function crossCheck(raw: RawEnvironment): string[] {
  const mistakes: string[] = [];
  const keys = keyVariables.filter((name) => raw[name] !== undefined);
  if (keys.length === 0)
    mistakes.push(
      `JWT_SECRET, JWT_PUBLIC_KEY and JWT_JWKS_URL are all unset; tokens need exactly one. Make a JWT_SECRET with: ${makeSecret}`,
    );
  if (keys.length > 1) mistakes.push(`${keys.join(" and ")} are both set; keep exactly one`);
  for (const [name, key] of Object.entries(needsKey))
    if (raw[name] !== undefined && raw[key] === undefined)
      mistakes.push(`${name} is set without ${key}; set both or none`);
  if (raw["AZURE_API_KEY"] !== undefined && !raw["AZURE_RESOURCE_NAME"] && !raw["AZURE_API_BASE"])
    mistakes.push("AZURE_API_KEY is set without a resource; set AZURE_RESOURCE_NAME, or AZURE_API_BASE");
  for (const name of ["MONGODB_URI", "NATS_URL"])
    if (raw[name] !== undefined)
      mistakes.push(
        `${name} is set, and this version runs embedded only (SQLite in DATA_PATH, one process); unset ${name}`,
      );
  return mistakes;
}

function parsePublicKey(pem: string): TokenKey | string {
  const text = pem.replaceAll("\\n", "\n").trim();
  if (text.includes("PRIVATE KEY")) return "JWT_PUBLIC_KEY holds a private key; give only its public half";
  try {
    const key = createPublicKey(text);
    const { modulusLength = 0, namedCurve } = key.asymmetricKeyDetails ?? {};
    const algorithm =
      key.asymmetricKeyType === "rsa" && modulusLength >= 2048
        ? "RS256"
        : key.asymmetricKeyType === "ec" && namedCurve === "prime256v1"
          ? "ES256"
          : key.asymmetricKeyType === "ed25519"
            ? "EdDSA"
            : undefined;
    if (algorithm) return { kind: "public-key", pem: text, algorithm };
  } catch {
    return "JWT_PUBLIC_KEY is not a public key in PEM; it starts with -----BEGIN PUBLIC KEY-----";
  }
  return "JWT_PUBLIC_KEY is of a kind that is not accepted; give RSA of 2048 bits or more, P-256 or Ed25519";
}

/** The one configured key, or the mistake in it; undefined when the variables do not name exactly one. */
function tokenKeyOf(raw: RawEnvironment): TokenKey | string | undefined {
  const { JWT_SECRET, JWT_PUBLIC_KEY, JWT_JWKS_URL } = raw;
  if (JWT_PUBLIC_KEY !== undefined) return parsePublicKey(JWT_PUBLIC_KEY);
  if (JWT_SECRET !== undefined) return { kind: "secret", secret: new Secret(JWT_SECRET) };
  return JWT_JWKS_URL === undefined ? undefined : { kind: "jwks", url: JWT_JWKS_URL };
}

/**
 * Turns the environment into the configuration. Reads no file; relative paths are taken from the working directory.
 * @throws MozaiksError `config.invalid`, whose message lists every mistake on its own line with how to fix it.
 */
export function parseConfig(env: RawEnvironment, overrides: ConfigOverrides = {}): RuntimeConfig {
  const mistakes: string[] = [];
  const raw = namedVariables(Environment.shape, { env, fixed: variablesOf(overrides), mistakes });
  const parsed = Environment.safeParse(raw);
  for (const issue of parsed.error?.issues ?? []) mistakes.push(`${String(issue.path[0])} ${issue.message}`);
  mistakes.push(...crossCheck(raw));
  const key = tokenKeyOf(raw);
  if (typeof key === "string") mistakes.push(key);
  if (!parsed.success || mistakes.length > 0 || key === undefined || typeof key === "string")
    throw new MozaiksError(
      "config.invalid",
      `The configuration is not valid:\n${mistakes.map((line) => `  - ${line}`).join("\n")}`,
    );
  return assemble(parsed.data, key, env, overrides);
}

const secretOf = (value: string | undefined): Secret | undefined =>
  value === undefined ? undefined : new Secret(value);

function providersOf(values: Environment): Pick<RuntimeConfig["models"], "anthropic" | "google" | "azure"> {
  const { ANTHROPIC_API_KEY, ANTHROPIC_API_BASE, AZURE_API_KEY, AZURE_API_BASE, AZURE_RESOURCE_NAME } = values;
  const { GOOGLE_GENERATIVE_AI_API_KEY: googleKey, GOOGLE_GENERATIVE_AI_API_BASE: googleBase } = values;
  const account = (key: string, apiBase: string | undefined) => ({
    apiKey: new Secret(key),
    ...(apiBase && { apiBase }),
  });
  return {
    ...(ANTHROPIC_API_KEY && { anthropic: account(ANTHROPIC_API_KEY, ANTHROPIC_API_BASE) }),
    ...(googleKey && { google: account(googleKey, googleBase) }),
    ...(AZURE_API_KEY && {
      azure: {
        ...account(AZURE_API_KEY, AZURE_API_BASE),
        ...(AZURE_RESOURCE_NAME && { resourceName: AZURE_RESOURCE_NAME }),
      },
    }),
  };
}

function assemble(values: Environment, key: TokenKey, env: RawEnvironment, overrides: ConfigOverrides): RuntimeConfig {
  const mode = overrides.mode ?? "runtime";
  const enabled = overrides.workflowsEnabled ?? values.WORKFLOWS_ENABLED;
  const apiKey = secretOf(values.OPENAI_API_KEY);
  const internalApiKey = secretOf(values.INTERNAL_API_KEY);
  const metricsToken = secretOf(values.METRICS_TOKEN);
  return {
    mode,
    server: {
      host: values.HOST ?? (mode === "dev" ? "127.0.0.1" : "0.0.0.0"),
      port: values.PORT,
      allowedOrigins: values.ALLOWED_ORIGINS ?? [],
      allowQueryToken: values.WS_ALLOW_QUERY_TOKEN,
    },
    store: { folder: resolve(values.DATA_PATH) },
    workflows: {
      folders: (overrides.workflowFolders ?? values.WORKFLOWS_PATH).map((folder) => resolve(folder)),
      untrustedFolders: values.UNTRUSTED_WORKFLOWS_PATH.map((folder) => resolve(folder)),
      ...(enabled && { enabled }),
      environment: Object.fromEntries(
        values.CONTEXT_ENV_ALLOWLIST.flatMap((name) => (env[name] === undefined ? [] : [[name, env[name]]])),
      ),
      contextAware: values.CONTEXT_AWARE,
    },
    tools: {
      allowPrivate: values.HTTP_TOOLS_ALLOW_PRIVATE,
      variable: (name) => env[name],
      secrets: Object.fromEntries(
        values.SECRETS_ENV_ALLOWLIST.flatMap((name) => (env[name] ? [[name, new Secret(env[name])]] : [])),
      ),
    },
    models: {
      ...(values.MODEL_PROVIDER && { provider: values.MODEL_PROVIDER }),
      ...(apiKey && { apiKey }),
      ...(values.OPENAI_API_BASE && { apiBase: values.OPENAI_API_BASE }),
      ...providersOf(values),
      ...(values.DEFAULT_MODEL && { defaultModel: values.DEFAULT_MODEL }),
      costs: values.MONETIZATION_ENABLED,
      enforceBudget: values.BUDGET_MODE === "enforce",
    },
    tokens: { key, issuer: values.JWT_ISSUER, audience: values.JWT_AUDIENCE },
    ...(internalApiKey && { internalApiKey }),
    limits: {
      socketsPerUser: values.LIMIT_SOCKETS_PER_USER,
      connectsPerMinute: values.LIMIT_CONNECTS_PER_MINUTE,
      messagesPerMinute: values.LIMIT_MESSAGES_PER_MINUTE,
      requestsPerMinute: values.LIMIT_REQUESTS_PER_MINUTE,
      maxBodyBytes: values.MAX_BODY_BYTES,
      maxUploadBytes: values.MAX_UPLOAD_BYTES,
      ...overrides.limits,
    },
    logs: { level: values.LOG_LEVEL },
    metrics: { ...(metricsToken && { token: metricsToken }), userLabel: values.METRICS_USER_LABEL },
  };
}
