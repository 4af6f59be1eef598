import { flag, httpUrl, oneOf, origin, origins, secret, variable, wholeNumber } from "@mozaiks/contracts/server";
import { z } from "zod";
import { databaseFile } from "./database-file.ts";
import { proxyTrust } from "./proxy-trust.ts";

const text = z.string();
const perMinute = (fallback: number) => wholeNumber(1, 1_000_000_000).default(fallback);

/** Every variable an app on MozaiksCore reads, by the heading it stands under in the documentation. */
export const variableGroups = {
  Server: {
    HOST: variable(text.optional(), {
      description: "Address to listen on.",
      values: "host name or IP address",
      defaultText: "`127.0.0.1` in `mozaiks app dev`, `0.0.0.0` in `mozaiks app start`",
    }),
    PORT: variable(wholeNumber(0, 65_535).default(8080), {
      description: "Port for HTTP. 0 takes any free one.",
      values: "0 to 65535",
    }),
    PUBLIC_URL: variable(origin().optional(), {
      description:
        "Where browsers find the app: whose pages may write with a cookie, who issues its tokens, where links in mails lead. With https, browsers are told to stay with https.",
      values: "origin",
      defaultText: "`http://localhost:<PORT>`",
      example: "https://app.example.com",
    }),
    ALLOWED_ORIGINS: variable(origins().default([]), {
      description: "Other origins whose pages may call the API with the user's cookie.",
      values: "origins between commas",
      defaultText: "none",
      example: "https://admin.example.com",
    }),
    TRUST_PROXY: variable(proxyTrust().optional(), {
      description:
        "Whose `X-Forwarded-For` is believed: how many proxies stand before the app, or their addresses. Rate limits and the audit log go by the client's address.",
      values: "a number from 0 to 10, or addresses and networks between commas",
      defaultText: "nobody's",
      example: "10.0.0.0/8",
    }),
    REQUEST_TIMEOUT_S: variable(wholeNumber(1, 3600, "seconds").default(30), {
      description: "How long a request may take to arrive; its headers have a third of it.",
      values: "seconds",
    }),
    SHUTDOWN_TIMEOUT_S: variable(wholeNumber(1, 3600, "seconds").default(10), {
      description: "How long requests in flight may take when the app is stopped.",
      values: "seconds",
    }),
    LOG_LEVEL: variable(oneOf("info", "warn", "error").default("info"), {
      description: "The lowest level of log line that is written.",
      values: "info, warn, error",
    }),
  },
  Data: {
    DATA_PATH: variable(text.default(".mozaiks"), {
      description: "Folder that holds everything durable. One process at a time.",
      values: "path",
    }),
    DATABASE_URL: variable(databaseFile().optional(), {
      description: "Another file for the embedded database.",
      values: "`sqlite:` and a path, or a path; this version has the embedded engine only",
      defaultText: "`app.sqlite` in DATA_PATH",
      secret: true,
      example: "sqlite:data/app.sqlite",
    }),
    MIGRATE_ON_START: variable(flag().default(false), {
      description: "Whether `mozaiks app start` applies migrations that are pending. Without it, it refuses to start.",
      values: "true, false",
    }),
  },
  Identity: {
    MOZAIKS_APP_ID: variable(text.regex(/^[\w.-]{1,64}$/, "has letters, digits, `.`, `_` and `-` only").optional(), {
      description: "The app's id: the audience of the tokens it issues.",
      values: "letters, digits, `.`, `_` and `-`, at most 64",
      defaultText: "the app's name",
      example: "task-tracker",
      aliases: ["APP_ID"],
    }),
    MOZAIKS_AUTH_MODE: variable(oneOf("local", "test", "platform", "external").default("local"), {
      description:
        "Who signs people in: `local` is the app itself, by e-mail address and password; `test` believes whatever a token says, and not with NODE_ENV=production. `platform` and `external` are not in this version.",
      values: "local, test",
    }),
    MOZAIKS_INSECURE_COOKIE: variable(flag().default(false), {
      description:
        "Whether the session's cookie also goes over plain http, for browsers that refuse it on this machine. Only where PUBLIC_URL is this machine.",
      values: "true, false",
    }),
    SMTP_URL: variable(
      text.regex(/^smtps?:\/\/\S+$/, "is not an address such as smtp://mail.example.com:587").optional(),
      {
        description: "Mail server. With one, addresses are verified before an account can be used.",
        values: "`smtp://` or `smtps://`, user and password included",
        secret: true,
        example: "smtps://user:password@mail.example.com",
      },
    ),
    MAIL_FROM: variable(text.optional(), {
      description: "Sender of the app's mails. Set together with SMTP_URL.",
      values: "e-mail address",
      example: "no-reply@example.com",
    }),
  },
  Workflows: {
    MOZAIKS_AI_URL: variable(httpUrl().optional(), {
      description: "The workflow runtime. Without one, `workflowClient` answers that it is disabled.",
      values: "URL",
      example: "https://ai.example.com",
    }),
    MOZAIKS_AI_TOKEN: variable(secret(8).optional(), {
      description: "Token of the app at the workflow runtime. Set together with MOZAIKS_AI_URL.",
      values: "at least 8 bytes",
      secret: true,
      example: "token-of-the-app",
    }),
  },
  Limits: {
    LIMIT_READS_PER_MINUTE: variable(perMinute(1200), { description: "Requests that only read.", values: "count" }),
    LIMIT_WRITES_PER_MINUTE: variable(perMinute(600), { description: "Requests that write.", values: "count" }),
    LIMIT_SIGN_INS_PER_MINUTE: variable(perMinute(30), {
      description: "Writing requests to `/api/auth`, always per address.",
      values: "count",
    }),
    MAX_BODY_BYTES: variable(wholeNumber(1024, 67_108_864, "bytes").default(1_048_576), {
      description: "Size of one body.",
      values: "bytes",
    }),
  },
  Operations: {
    METRICS_TOKEN: variable(secret(8).optional(), {
      description: "Bearer token that `/metrics` asks for.",
      values: "at least 8 bytes",
      defaultText:
        "`/metrics` answers what asks from the same machine, where neither PUBLIC_URL (https) nor TRUST_PROXY tells of a proxy",
      secret: true,
      example: "token-of-prometheus",
    }),
    HOSTING_MODE: variable(oneOf("managed", "self-hosted", "byoc").default("self-hosted"), {
      description: "Who runs the app; `/info` tells it.",
      values: "managed, self-hosted, byoc",
      aliases: ["MOZAIKS_MODE", "MOZAIKS_HOSTING_MODE"],
    }),
  },
} as const;

/** The environment, one entry per variable. Names of other programs' variables pass unread. */
export const Environment = z.object({
  ...variableGroups.Server,
  ...variableGroups.Data,
  ...variableGroups.Identity,
  ...variableGroups.Workflows,
  ...variableGroups.Limits,
  ...variableGroups.Operations,
});
export type Environment = z.infer<typeof Environment>;
