import type { Secret } from "@mozaiks/contracts/server";

/** `dev`: one person's machine, with the page and its own tokens. `runtime`: a server whose tokens somebody else mints. */
export type RuntimeMode = "dev" | "runtime";

/** The one key that tokens are verified with; it fixes the algorithms that are accepted. */
export type TokenKey =
  | { readonly kind: "secret"; readonly secret: Secret }
  | { readonly kind: "public-key"; readonly pem: string; readonly algorithm: "RS256" | "ES256" | "EdDSA" }
  | { readonly kind: "jwks"; readonly url: string };

export interface TokenConfig {
  readonly key: TokenKey;
  readonly issuer: string;
  readonly audience: string;
}

/** What one user may do. Sockets are counted at once, the rest per minute. */
export interface Limits {
  readonly socketsPerUser: number;
  readonly connectsPerMinute: number;
  readonly messagesPerMinute: number;
  readonly requestsPerMinute: number;
  /** Of an HTTP body and of a WebSocket message. */
  readonly maxBodyBytes: number;
  /** Of an upload, with its form around it. */
  readonly maxUploadBytes: number;
}

export type LogLevel = "debug" | "info" | "warn" | "error";

/** The whole configuration, parsed once at start. */
export interface RuntimeConfig {
  readonly mode: RuntimeMode;
  readonly server: {
    readonly host: string;
    /** 0: any free port. */
    readonly port: number;
    /** Empty: only pages of the same host. */
    readonly allowedOrigins: readonly string[];
    readonly allowQueryToken: boolean;
  };
  readonly store: { readonly folder: string };
  readonly workflows: {
    readonly folders: readonly string[];
    /** Of workflows that nobody vouches for. */
    readonly untrustedFolders: readonly string[];
    /** Absent: all. Compared without regard to case. */
    readonly enabled?: readonly string[];
    /** What variables with `source: config` may read, by name. */
    readonly environment: Readonly<Record<string, string>>;
    /** False: agents see no `ui.*`. */
    readonly contextAware: boolean;
  };
  readonly tools: {
    /** True: `http` tools may call private addresses. */
    readonly allowPrivate: boolean;
    /** What tools may refer to as `${secret:NAME}`, by name. */
    readonly secrets: Readonly<Record<string, Secret>>;
    /** A variable of the environment, for MCP servers that `env_allow` it. */
    readonly variable: (name: string) => string | undefined;
  };
  readonly models: {
    /** Absent: `openai`, or `rehearsal` in `dev` without any key. */
    readonly provider?: "openai" | "rehearsal";
    /** OpenAI's, or that of the server at `apiBase`. */
    readonly apiKey?: Secret;
    readonly apiBase?: string;
    readonly anthropic?: { readonly apiKey: Secret; readonly apiBase?: string };
    readonly google?: { readonly apiKey: Secret; readonly apiBase?: string };
    readonly azure?: { readonly apiKey: Secret; readonly apiBase?: string; readonly resourceName?: string };
    readonly defaultModel?: string;
    /** False: `cost_usd` is null everywhere. */
    readonly costs: boolean;
    /** True: a session whose `max_tokens` are used up makes no further model call. */
    readonly enforceBudget: boolean;
  };
  readonly tokens: TokenConfig;
  readonly internalApiKey?: Secret;
  readonly limits: Limits;
  readonly logs: { readonly level: LogLevel };
  readonly metrics: { readonly token?: Secret; readonly userLabel: boolean };
}
