import { v7 } from "uuid";
import { createAudit } from "./audit/audit-log.ts";
import type { DataEngine } from "./data/data-engine.ts";
import type { AppDefinition } from "./definition/app.ts";
import { createHttpApp } from "./http/create-http-app.ts";
import type { ClientFacts } from "./http/exchange.ts";
import { defaultSettings, type HttpSettings } from "./http/http-settings.ts";
import { operationTable } from "./http/operation-table.ts";
import type { Identity } from "./identity/identity.ts";
import { createRealtime } from "./realtime/realtime.ts";
import { realtimeOperation } from "./realtime/realtime-operation.ts";
import { storedCollections } from "./data/stored-collections.ts";
import type { Kernel } from "./kernel.ts";
import type { Log } from "./log.ts";
import { withoutPlans } from "./entitlements/entitlements.ts";
import { limitsOf } from "./manifest/app-manifest.ts";
import { announceKernel } from "./scope/current-kernel.ts";
import { createWorkflowClient, type WorkflowRuntime } from "./workflows/workflow-client.ts";

export interface AppParts {
  readonly engine: DataEngine;
  readonly identity: (kernel: Kernel) => Identity;
  readonly log: Log;
  readonly now?: () => Date;
  readonly newId?: () => string;
  /** Where workflows run; without one none does. */
  readonly workflows?: WorkflowRuntime | undefined;
  /** `development` and `test` answer 500 when a route's output is not what it promises. */
  readonly mode: "production" | "development" | "test";
  /** Without them nobody is counted, and only the app's own pages may write with a cookie. */
  readonly http?: Partial<HttpSettings>;
}

/** An app that answers requests. It closes the engine with it. */
export interface OpenApp extends AsyncDisposable {
  readonly kernel: Kernel;
  fetch(request: Request, from?: ClientFacts): Promise<Response>;
  /** Ends realtime streams, which otherwise never end: the first step of a shutdown. */
  closeStreams(): void;
}

/** @throws MozaiksError `store.unavailable`. */
export async function openApp(definition: AppDefinition, parts: AppParts): Promise<OpenApp> {
  const app = definition.compiled;
  const { engine, log, now = () => new Date(), newId = v7 } = parts;
  const kernel: Kernel = {
    app,
    engine,
    now,
    newId,
    log,
    audit: createAudit({ engine, log, now, newId }),
    workflows: createWorkflowClient({ runtime: parts.workflows, log, newId }),
    entitlements: withoutPlans(log),
  };
  const limits = [...app.collections.values()].flatMap(limitsOf);
  if (limits.length > 0) log.warn({ event: "limits.unenforced", limits, reason: "The app has no plans" });
  await engine.ensure(storedCollections(app));
  const identity = parts.identity(kernel);
  const realtime = createRealtime(kernel, identity);
  const operations = operationTable(app, {
    kernel: [...identity.operations, realtimeOperation(realtime)],
    checkOutput: parts.mode !== "production",
  });
  const http = createHttpApp({ kernel, identity, operations, settings: { ...defaultSettings, ...parts.http } });
  const withdraw = announceKernel(kernel);
  return {
    kernel,
    fetch: async (request, from) => http.fetch(request, from),
    closeStreams: realtime.closeStreams,
    async [Symbol.asyncDispose]() {
      withdraw();
      realtime.closeStreams();
      await identity[Symbol.asyncDispose]();
      await engine[Symbol.asyncDispose]();
    },
  };
}
