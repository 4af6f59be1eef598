import type { AppDefinition } from "./definition/app.ts";
import { createMemoryEngine } from "./engines/memory/memory-engine.ts";
import { openTemporaryEngine } from "./engines/sqlite/temporary-engine.ts";
import { testIdentity, type TestUser, tokenOf } from "./identity/test-identity.ts";
import { silentLog } from "./log.ts";
import { type OpenApp, openApp } from "./open-app.ts";

export type { TestUser } from "./identity/test-identity.ts";

/** An app in memory, with people who need no password. */
export interface TestApp extends OpenApp {
  /** Requests of one person: `as({id: "ann"}).fetch("/api/tasks")`. */
  as(user: TestUser): { fetch(path: string, init?: RequestInit): Promise<Response> };
}

export interface TestAppOptions {
  readonly now?: () => Date;
  /** `sqlite` keeps records in a file of a temporary folder that goes with the app. `memory` when left out. */
  readonly engine?: "memory" | "sqlite";
}

export async function createTestApp(
  definition: AppDefinition,
  { now, engine = "memory" }: TestAppOptions = {},
): Promise<TestApp> {
  const app = await openApp(definition, {
    engine: engine === "memory" ? createMemoryEngine() : await openTemporaryEngine(now),
    identity: testIdentity(process.env["NODE_ENV"]),
    log: silentLog,
    mode: "test",
    ...(now && { now }),
  });
  return {
    ...app,
    as: (user) => ({
      fetch(path, init) {
        const request = new Request(new URL(path, "http://app.test"), init);
        request.headers.set("authorization", `Bearer ${tokenOf(user)}`);
        if (init?.body !== undefined && !new Headers(init.headers).has("content-type"))
          request.headers.set("content-type", "application/json");
        return app.fetch(request);
      },
    }),
  };
}
