import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { auth, defineApp } from "@mozaiks/core-runtime";
import {
  type ConfigOverrides,
  parseConfig,
  type RunningApp,
  startApp,
  type StartOptions,
} from "@mozaiks/core-runtime/server";
import { expect } from "vitest";
import type { RouteLike } from "../../src/definition/route.ts";
import { type TestUser, tokenOf } from "../../src/identity/test-identity.ts";
import { openLog } from "../../src/logs/open-log.ts";
import { taskApp } from "../task-app.ts";
import { type RawAnswer, sendRaw } from "./raw-answer.ts";

/** What every answer of a server carries, whoever made it. */
const everywhere = {
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "x-frame-options": "DENY",
} as const;

export interface ServedApp extends RunningApp {
  /** Lines of the log. */
  readonly logged: readonly string[];
  /** As `fetch`, for somebody when named; looks at the headers of what comes. */
  ask(path: string, init?: RequestInit & { readonly as?: TestUser }): Promise<Response>;
  /** Bytes as they are; looks at the headers of what comes. */
  raw(...bytes: readonly (string | Uint8Array)[]): Promise<readonly RawAnswer[]>;
}

export interface ServedOptions extends Omit<StartOptions, "log"> {
  readonly env?: Readonly<Record<string, string>>;
  readonly overrides?: ConfigOverrides;
  readonly routes?: Readonly<Record<string, RouteLike>>;
}

const noLimits = Object.fromEntries(
  ["READS", "WRITES", "SIGN_INS"].map((kind) => [`LIMIT_${kind}_PER_MINUTE`, "1000000"]),
);

/** The task app on a port of its own, in a folder of its own, with people of tests. */
export async function serveApp({ env, overrides, routes, ...options }: ServedOptions = {}): Promise<ServedApp> {
  const folder = await mkdtemp(join(tmpdir(), "mozaiks-http-"));
  const logged: string[] = [];
  const log = openLog({ level: "info", hasMessages: false, destination: { write: (line) => void logged.push(line) } });
  const config = parseConfig(
    { MOZAIKS_AUTH_MODE: "test", PORT: "0", DATA_PATH: folder, ...noLimits, ...env },
    { mode: "test", ...overrides },
  );
  const definition = defineApp({
    name: "task-tracker",
    version: "1.2.3",
    collections: taskApp.collections ?? [],
    routes: { "POST /api/echo": auth.public(({ body }) => ({ body })), ...routes },
  });
  const app = await startApp(definition, config, { log, ...options });
  return {
    ...app,
    logged,
    async ask(path, { as, ...init } = {}) {
      const headers = new Headers(init.headers);
      if (as) headers.set("authorization", `Bearer ${tokenOf(as)}`);
      if (init.body !== undefined && !headers.has("content-type")) headers.set("content-type", "application/json");
      const response = await fetch(new URL(path, app.url), { redirect: "manual", ...init, headers });
      expectSafe(response.headers);
      return response;
    },
    async raw(...bytes) {
      const answers = await sendRaw(app.port, ...bytes);
      for (const { headers } of answers) expectSafe(headers);
      return answers;
    },
    async [Symbol.asyncDispose]() {
      await app[Symbol.asyncDispose]();
      await rm(folder, { recursive: true });
    },
  };
}

function expectSafe(headers: Headers): void {
  expect(Object.fromEntries(headers)).toMatchObject({
    ...everywhere,
    "content-security-policy": expect.stringContaining("frame-ancestors 'none'"),
    "permissions-policy": expect.stringContaining("camera=()"),
    "cache-control": expect.stringMatching(/./),
    "x-request-id": expect.stringMatching(/^req_[\w-]+$/),
  });
}
