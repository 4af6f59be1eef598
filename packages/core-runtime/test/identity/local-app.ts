import { inspect } from "node:util";
import {
  localIdentity,
  type LocalIdentityOptions,
  openApp,
  type OpenApp,
  openSqliteEngine,
} from "@mozaiks/core-runtime/server";
import { createMemoryEngine } from "../../src/engines/memory/memory-engine.ts";
import { taskApp } from "../task-app.ts";

export const password = "correct horse battery";

/** Somebody's browser: it keeps the session cookie and asks like the app's own pages. */
export interface Browser {
  /** The cookie pair it would send. */
  cookie: string | undefined;
  /** The last answer's `Set-Cookie`. */
  setCookie: string | null;
  fetch(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
}

export interface Answer {
  readonly status: number;
  // oxlint-disable-next-line typescript/no-explicit-any -- tests look into answers of every shape
  readonly body: any;
  readonly headers: Headers;
}

export interface LocalApp extends OpenApp {
  browser(clientAddress?: string): Browser;
  /** A browser of somebody who has just signed up. */
  signedUp(name: string): Promise<Browser & { readonly id: string; readonly organization: string }>;
  /** Moves the clock. */
  pass(timeMs: number): void;
  /** Everything that was logged, as text. */
  readonly logged: string[];
}

/** The task app with people who sign up with passwords, and a clock that the test moves. */
export async function openLocalApp({
  file,
  ...options
}: Partial<LocalIdentityOptions> & {
  /** Where rows are kept; in memory without one. */ file?: string;
} = {}): Promise<LocalApp> {
  let nowMs = Date.parse("2026-03-01T09:00:00.000Z");
  const logged: string[] = [];
  const write = (fields: object, cause?: unknown) => void logged.push(`${JSON.stringify(fields)} ${inspect(cause)}`);
  const app = await openApp(taskApp, {
    engine: file ? await openSqliteEngine({ file, durability: "normal", now: () => nowMs }) : createMemoryEngine(),
    identity: localIdentity({ publicUrl: "https://app.example", ...options }),
    log: { info: write, warn: write, error: write },
    mode: "test",
    now: () => new Date(nowMs),
  });
  const browser = (clientAddress = "192.0.2.1"): Browser => ({
    cookie: undefined,
    setCookie: null,
    async fetch(method, path, body, headers) {
      const request = new Request(new URL(path, "https://app.example"), {
        method,
        headers: {
          "x-mozaiks-request": "1",
          ...(body !== undefined && { "content-type": "application/json" }),
          ...(this.cookie !== undefined && { cookie: this.cookie }),
          ...headers,
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      const response = await app.fetch(request, { clientAddress });
      this.setCookie = response.headers.get("set-cookie");
      if (this.setCookie) {
        const [pair = ""] = this.setCookie.split(";");
        this.cookie = pair.endsWith("=") ? undefined : pair;
      }
      const text = await response.text();
      // No two requests have the same one.
      response.headers.delete("x-request-id");
      return { status: response.status, headers: response.headers, body: text ? JSON.parse(text) : undefined };
    },
  });
  return {
    ...app,
    [Symbol.asyncDispose]: () => app[Symbol.asyncDispose](),
    browser,
    async signedUp(name) {
      const own = browser();
      const email = `${name}@example.com`;
      const { body } = await own.fetch("POST", "/api/auth/sign-up", { email, password, name });
      return Object.assign(own, { id: body.user.id as string, organization: body.organization.id as string });
    },
    pass: (timeMs) => void (nowMs += timeMs),
    logged,
  };
}
