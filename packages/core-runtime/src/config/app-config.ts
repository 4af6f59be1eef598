import type { Secret } from "@mozaiks/contracts/server";
import type { ProxyTrust } from "./proxy-trust.ts";

/** `development` is one person's machine; `production` shows and allows least. */
export type AppMode = "production" | "development" | "test";

export type LogLevel = "info" | "warn" | "error";

/** How many requests one user, or one address of nobody known, may make in a minute. */
export interface RateLimitConfig {
  readonly readsPerMinute: number;
  readonly writesPerMinute: number;
  readonly signInsPerMinute: number;
}

/** All that is decided about a process before it starts. */
export interface AppConfig {
  readonly mode: AppMode;
  readonly server: {
    readonly host: string;
    readonly port: number;
    /** Absent: `http://localhost:<port>`. */
    readonly publicUrl?: string;
    readonly allowedOrigins: readonly string[];
    /** Absent: no proxy is believed. */
    readonly trustProxy?: ProxyTrust;
    readonly requestTimeoutMs: number;
    readonly shutdownTimeoutMs: number;
  };
  readonly data: {
    readonly folder: string;
    readonly file: string;
    readonly migrateOnStart: boolean;
  };
  readonly identity: {
    readonly mode: "local" | "test";
    /** Absent: the app's name. */
    readonly appId?: string;
    readonly insecureCookie: boolean;
  };
  readonly mail?: { readonly url: Secret; readonly from: string };
  readonly workflows?: { readonly url: string; readonly token: Secret };
  readonly limits: RateLimitConfig & { readonly maxBodyBytes: number };
  readonly logs: { readonly level: LogLevel };
  readonly metrics: { readonly token?: Secret };
  readonly hosting: "managed" | "self-hosted" | "byoc";
}
