import { delimiter } from "node:path";
import {
  dnsLabel,
  flag,
  httpUrl,
  list,
  oneOf,
  origins,
  secret,
  variable,
  wholeNumber,
} from "@mozaiks/contracts/server";
import { z } from "zod";

const text = z.string();
const count = (fallback: number) => wholeNumber(1, 1_000_000).default(fallback);

/** Every variable the runtime reads, by the heading it stands under in the documentation. */
export const variableGroups = {
  Server: {
    HOST: variable(text.optional(), {
      description: "Address to listen on.",
      values: "host name or IP address",
      defaultText: "`127.0.0.1` in `mozaiks dev`, `0.0.0.0` in `mozaiks runtime`",
    }),
    PORT: variable(wholeNumber(0, 65_535).default(8000), {
      description: "Port for HTTP and WebSockets. 0 takes any free one.",
      values: "0 to 65535",
    }),
    DATA_PATH: variable(text.default(".mozaiks"), {
      description: "Folder that holds everything durable. One process at a time.",
      values: "path",
    }),
    ALLOWED_ORIGINS: variable(origins().optional(), {
      description: "Origins whose pages may call the HTTP API, open sockets and frame previews.",
      values: "origins between commas",
      defaultText: "the server's own host, which the page of `mozaiks dev` may always call",
      example: "https://app.example.com",
    }),
    LOG_LEVEL: variable(oneOf("debug", "info", "warn", "error").default("info"), {
      description: "The lowest level of log line that is written.",
      values: "debug, info, warn, error",
    }),
  },
  Workflows: {
    WORKFLOWS_PATH: variable(list(delimiter).default(["workflows"]), {
      description: "Folders whose subfolders are workflows.",
      values: "paths between colons (semicolons on Windows)",
      aliases: ["MOZAIKS_WORKFLOWS_PATH"],
    }),
    UNTRUSTED_WORKFLOWS_PATH: variable(list(delimiter).default([]), {
      description:
        "Folders of workflows that nobody vouches for: their code runs in WebAssembly isolates, without processes, secrets and private hosts.",
      values: "paths between colons (semicolons on Windows)",
      defaultText: "none",
      example: "uploads/workflows",
    }),
    WORKFLOWS_ENABLED: variable(list().optional(), {
      description: "The workflows that are served, without regard to case.",
      values: "workflow ids between commas",
      defaultText: "all",
      example: "HelloWorld,Onboarding",
    }),
    CONTEXT_AWARE: variable(flag().default(true), {
      description: "Whether what a page tells about itself reaches agents as `ui.*`.",
      values: "true, false",
    }),
    CONTEXT_ENV_ALLOWLIST: variable(list().default([]), {
      description: "The environment variables that context variables with `source: config` may read.",
      values: "names between commas",
      defaultText: "none",
      example: "SUPPORT_EMAIL,COMPANY_NAME",
    }),
  },
  Tools: {
    HTTP_TOOLS_ALLOW_PRIVATE: variable(flag().default(false), {
      description:
        "Whether `http` tools and MCP servers may be at addresses of this machine and of private networks. Only for development.",
      values: "true, false",
    }),
    SECRETS_ENV_ALLOWLIST: variable(list().default([]), {
      description: "The environment variables that tools may send as `${secret:NAME}`.",
      values: "names between commas",
      defaultText: "none",
      example: "WEATHER_API_KEY",
    }),
  },
  Models: {
    OPENAI_API_KEY: variable(text.optional(), {
      description: "Key of OpenAI: models `openai/<name>`.",
      values: "text",
      secret: true,
      example: "sk-…",
    }),
    OPENAI_API_BASE: variable(httpUrl().optional(), {
      description: "Base URL of any server that speaks OpenAI's chat-completions protocol.",
      values: "URL",
      defaultText: "OpenAI",
      example: "https://models.example.com/v1",
    }),
    ANTHROPIC_API_KEY: variable(text.optional(), {
      description: "Key of Anthropic: models `anthropic/<name>`.",
      values: "text",
      secret: true,
      example: "sk-ant-…",
    }),
    ANTHROPIC_API_BASE: variable(httpUrl().optional(), {
      description: "Base URL of another server that speaks Anthropic's messages protocol.",
      values: "URL",
      defaultText: "Anthropic",
      example: "https://models.example.com/v1",
    }),
    GOOGLE_GENERATIVE_AI_API_KEY: variable(text.optional(), {
      description: "Key of Google's Gemini API: models `google/<name>`.",
      values: "text",
      secret: true,
    }),
    GOOGLE_GENERATIVE_AI_API_BASE: variable(httpUrl().optional(), {
      description: "Base URL of another server that speaks the Gemini API.",
      values: "URL",
      defaultText: "Google",
      example: "https://models.example.com/v1beta",
    }),
    AZURE_API_KEY: variable(text.optional(), {
      description: "Key of Azure OpenAI: models `azure/<deployment>`. Needs AZURE_RESOURCE_NAME or AZURE_API_BASE.",
      values: "text",
      secret: true,
    }),
    AZURE_RESOURCE_NAME: variable(dnsLabel().optional(), {
      description: "Name of the Azure OpenAI resource, the first part of its host name.",
      values: "letters, digits and hyphens",
      example: "my-company",
    }),
    AZURE_API_BASE: variable(httpUrl().optional(), {
      description: "Base URL of the Azure OpenAI resource, or of a gateway to it.",
      values: "URL",
      defaultText: "that of AZURE_RESOURCE_NAME",
      example: "https://my-company.openai.azure.com/openai/v1",
    }),
    DEFAULT_MODEL: variable(text.optional(), {
      description: "Model of the agents that name none.",
      values: "`model` or `provider/model`",
      example: "gpt-4o-mini",
      defaultText:
        "by the first key of OpenAI, Anthropic, Google: `gpt-4o-mini`, `anthropic/claude-haiku-4-5`, `google/gemini-flash-latest`; none at an `OPENAI_API_BASE` without `OPENAI_API_KEY` and at Azure",
    }),
    MODEL_PROVIDER: variable(oneOf("openai", "rehearsal").optional(), {
      description: "`rehearsal` answers with each workflow's own rehearsal functions instead of a model.",
      values: "openai, rehearsal",
      defaultText:
        "`openai`, which stands for every provider that has a key; in `mozaiks dev` without any model key `rehearsal`",
    }),
    MONETIZATION_ENABLED: variable(flag().default(true), {
      description: "Whether usage carries `cost_usd`. Tokens are always counted.",
      values: "true, false",
    }),
    BUDGET_MODE: variable(oneOf("advisory", "enforce").default("advisory"), {
      description:
        "What a token's `max_tokens` does: `advisory` measures and reports, `enforce` makes no model call once they are used up.",
      values: "advisory, enforce",
    }),
  },
  Tokens: {
    JWT_SECRET: variable(secret(32).optional(), {
      description: "Secret of HS256 tokens. Exactly one of JWT_SECRET, JWT_PUBLIC_KEY and JWT_JWKS_URL is set.",
      values: "at least 32 bytes",
      defaultText: "`mozaiks dev` makes one in its data folder",
      secret: true,
    }),
    JWT_PUBLIC_KEY: variable(text.optional(), {
      description: "Public key of RS256, ES256 or EdDSA tokens. `\\n` stands for a line break.",
      values: "PEM (RSA of 2048 bits or more, P-256, Ed25519)",
    }),
    JWT_JWKS_URL: variable(httpUrl().optional(), {
      description: "Where the issuer publishes its keys (RS256, ES256, EdDSA). Fetched when needed, rotation included.",
      values: "URL",
      example: "https://id.example.com/.well-known/jwks.json",
    }),
    JWT_ISSUER: variable(text.default("mozaiks"), {
      description: "The `iss` every token must have.",
      values: "text",
    }),
    JWT_AUDIENCE: variable(text.default("mozaiks-runtime"), {
      description: "The `aud` every token must have.",
      values: "text",
    }),
    INTERNAL_API_KEY: variable(secret(8).optional(), {
      description: "Lets a trusted backend act for any app and user with the header `X-Internal-Api-Key`.",
      values: "at least 8 bytes",
      secret: true,
    }),
    WS_ALLOW_QUERY_TOKEN: variable(flag().default(true), {
      description: "Whether sockets and event streams take `?token=`. Tickets always work.",
      values: "true, false",
    }),
  },
  Limits: {
    LIMIT_SOCKETS_PER_USER: variable(count(100), { description: "Open sockets of one user.", values: "count" }),
    LIMIT_CONNECTS_PER_MINUTE: variable(count(120), {
      description: "New sockets and event streams of one user per minute.",
      values: "count",
    }),
    LIMIT_MESSAGES_PER_MINUTE: variable(count(120), {
      description: "Client messages of one user per minute.",
      values: "count",
    }),
    LIMIT_REQUESTS_PER_MINUTE: variable(count(600), {
      description: "HTTP requests of one user per minute.",
      values: "count",
    }),
    MAX_BODY_BYTES: variable(wholeNumber(1024, 67_108_864, "bytes").default(262_144), {
      description: "Size of one HTTP body and of one socket message.",
      values: "bytes",
    }),
    MAX_UPLOAD_BYTES: variable(wholeNumber(1024, 67_108_864, "bytes").default(10_485_760), {
      description: "Size of one upload.",
      values: "bytes",
    }),
  },
  Metrics: {
    METRICS_TOKEN: variable(secret(8).optional(), {
      description: "Bearer token that `/metrics` asks for.",
      values: "at least 8 bytes",
      defaultText: "`/metrics` is open",
      secret: true,
    }),
    METRICS_USER_LABEL: variable(flag().default(true), {
      description: "Whether `token_usage_total` is split by `user_id`. Turn it off with many users.",
      values: "true, false",
    }),
  },
  Reserved: {
    MONGODB_URI: variable(text.optional(), {
      description: "Refused: this version keeps everything in DATA_PATH.",
      values: "unset",
      secret: true,
    }),
    MONGODB_DATABASE: variable(text.optional(), { description: "Not read without MONGODB_URI.", values: "unset" }),
    NATS_URL: variable(text.optional(), {
      description: "Refused: this version runs in one process.",
      values: "unset",
      secret: true,
    }),
    MOZAIKS_BACKEND_URL: variable(httpUrl().optional(), {
      description: "Base URL of the control plane. Checked, and not called by this version.",
      values: "URL",
      aliases: ["BACKEND_API_URL"],
    }),
    OTEL_EXPORTER_OTLP_ENDPOINT: variable(httpUrl().optional(), {
      description: "Where traces go. Checked, and not used by this version.",
      values: "URL",
    }),
  },
} as const;

/** The environment, one entry per variable. Names of other programs' variables pass unread. */
export const Environment = z.object({
  ...variableGroups.Server,
  ...variableGroups.Workflows,
  ...variableGroups.Tools,
  ...variableGroups.Models,
  ...variableGroups.Tokens,
  ...variableGroups.Limits,
  ...variableGroups.Metrics,
  ...variableGroups.Reserved,
});
export type Environment = z.infer<typeof Environment>;
