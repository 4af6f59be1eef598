import { type Client, createClient } from "./client/create-client.ts";
import type { AppDefinition } from "./definition/app.ts";
import { createMemoryEngine } from "./engines/memory/memory-engine.ts";
import { openTemporaryEngine } from "./engines/sqlite/temporary-engine.ts";
import { testIdentity, type TestUser, tokenOf } from "./identity/test-identity.ts";
import { type Log, silentLog } from "./log.ts";
import { type AppParts, type OpenApp, openApp } from "./open-app.ts";
import { runInScope } from "./scope/scope.ts";
import { memberScope } from "./sdk/scopes.ts";

export type { TestUser } from "./identity/test-identity.ts";

/** An app in memory, with people who need no password. */
export interface TestApp extends OpenApp {
  /** What one person does: `as({id: "ann"}).client.tasks.list()`, `as({id: "ann"}).fetch("/api/tasks")`. */
  as(user: TestUser): TestPerson;
}

export interface TestPerson {
  /** The typed client, signed in as them. */
  readonly client: Client;
  fetch(path: string, init?: RequestInit): Promise<Response>;
  /** Work with `db` and `auth`, as in a request of theirs. */
  run<T>(work: () => Promise<T> | T): Promise<T>;
}

export interface TestAppOptions extends Pick<AppParts, "workflows"> {
  readonly now?: () => Date;
  /** Says nothing when left out. */
  readonly log?: Log;
  /** `sqlite` keeps records in a file of a temporary folder that goes with the app. `memory` when left out. */
  readonly engine?: "memory" | "sqlite";
}

export async function createTestApp(
  definition: AppDefinition,
  { now, engine = "memory", log = silentLog, workflows }: TestAppOptions = {},
): Promise<TestApp> {
  const app = await openApp(definition, {
    engine: engine === "memory" ? createMemoryEngine() : await openTemporaryEngine(now),
    identity: testIdentity(process.env["NODE_ENV"]),
    log,
    workflows,
    mode: "test",
    ...(now && { now }),
  });
  return { ...app, as: (user) => personOf(user, app) };
}

const origin = "http://app.test";

function personOf(user: TestUser, app: OpenApp): TestPerson {
  const person: TestPerson = {
    client: createClient({
      baseUrl: origin,
      token: tokenOf(user),
      fetch: (url, init) => app.fetch(new Request(url, init)),
    }),
    async fetch(path, init) {
      const request = new Request(new URL(path, origin), init);
      request.headers.set("authorization", `Bearer ${tokenOf(user)}`);
      if (init?.body !== undefined && !new Headers(init.headers).has("content-type"))
        request.headers.set("content-type", "application/json");
      return app.fetch(request);
    },
    async run(work) {
      await person.fetch("/api/auth/me");
      const { id, organization = `org-${id}` } = user;
      return runInScope(await memberScope(app.kernel, organization, id), work);
    },
  };
  return person;
}
