import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import type { Json, Upload } from "@mozaiks/contracts";
import { openDirectoryBlobStore } from "../adapters/directory-blob-store.ts";
import { createInProcessLiveBus } from "../adapters/in-process-live-bus.ts";
import { createInProcessWorkQueue } from "../adapters/in-process-work-queue.ts";
import { createQuietTelemetry } from "../adapters/quiet-telemetry.ts";
import { randomIds } from "../adapters/random-ids.ts";
import { openSqliteEventStore } from "../adapters/sqlite/sqlite-event-store.ts";
import { systemClock } from "../adapters/system-clock.ts";
import { type Catalog, openCatalog } from "../definitions/catalog.ts";
import type { LoadedWorkflow } from "../definitions/load-workflow.ts";
import { type Manifest, workflowTarget } from "../definitions/manifest.ts";
import { createSchemaValidator } from "../engine/json-schema-validator.ts";
import { createSessions } from "../engine/session-commands.ts";
import { createSessionLog } from "../engine/session-log.ts";
import type { Sessions } from "../engine/sessions.ts";
import { addUpload } from "../engine/uploads.ts";
import { startWorker } from "../engine/worker.ts";
import type { Clock } from "../ports/clock.ts";
import type { DocumentStore } from "../ports/document-store.ts";
import type { EventStore } from "../ports/event-store.ts";
import type { LiveBus } from "../ports/live-bus.ts";
import type { ModelProvider } from "../ports/model-provider.ts";
import type { Tenant } from "../ports/tenant.ts";
import { openToolInvoker } from "../tools/tool-invoker.ts";
import { createShiftedClock } from "./shifted-clock.ts";

/** The engine over embedded adapters in a data folder of its own, for one scenario. */
export interface Stage extends AsyncDisposable {
  readonly sessions: Sessions;
  readonly store: EventStore;
  readonly documents: DocumentStore;
  readonly bus: LiveBus;
  readonly catalog: Catalog;
  readonly clock: Clock;
  /** Keeps a file for a message of the chat, as the upload of a client is kept. */
  upload(tenant: Tenant, chatId: string, file: Parameters<typeof addUpload>[3]): Promise<Upload>;
  /** Lets time pass at once: whatever is due by then happens. */
  passTime(ms: number): Promise<void>;
  /** Faults of the engine itself. */
  readonly faults: readonly string[];
}

export interface StageOptions {
  readonly workflow: LoadedWorkflow;
  readonly models: ModelProvider;
  readonly environment: Readonly<Record<string, string>>;
  /** Results of tools that are not to be called. */
  readonly stubs: Readonly<Record<string, Json>>;
}

/** Opens what a server has but its doors: no port, no token, no log lines. */
export async function openStage({ workflow, models, environment, stubs }: StageOptions): Promise<Stage> {
  const data = await mkdtemp(join(tmpdir(), "mozaiks-scenario-"));
  const faults: string[] = [];
  const store = await openSqliteEventStore({ folder: data });
  const clock = createShiftedClock(systemClock);
  const queue = createInProcessWorkQueue({ now: () => clock.now().getTime() });
  const bus = createInProcessLiveBus();
  const catalog = await openCatalog({
    paths: callsOthers(workflow.manifest) ? [workflow.folder, dirname(resolve(workflow.folder))] : [workflow.folder],
    store,
    cacheFolder: join(data, "code"),
    watch: false,
    onDiagnostics: () => undefined,
  });
  const telemetry = createQuietTelemetry((where, thrown) => {
    faults.push(`${where}: ${thrown instanceof Error ? thrown.message : String(thrown)}`);
  });
  const log = createSessionLog({ store, bus, telemetry, soleWriter: true });
  const blobs = openDirectoryBlobStore({ folder: join(data, "blobs") });
  const shared = { store, blobs, queue, bus, log, catalog, telemetry, clock, ids: randomIds };
  const validator = createSchemaValidator();
  const sessions = createSessions({ ...shared, validator, environment, pageContext: true });
  const invoker = openToolInvoker({ allowPrivate: false, secrets: {}, folderOf: (id) => catalog.folder(id) });
  const tools: typeof invoker = {
    ...invoker,
    invoke: (invocation) =>
      Object.hasOwn(stubs, invocation.tool.name)
        ? Promise.resolve(structuredClone(stubs[invocation.tool.name]))
        : invoker.invoke(invocation),
  };
  const { documents } = store;
  const runner = { ...shared, documents, sessions, validator, models, tools, monetization: true, enforceBudget: false };
  const worker = startWorker(runner, { concurrency: 16 });
  return {
    sessions,
    store,
    documents,
    bus,
    catalog,
    clock,
    upload: (tenant, chatId, file) => addUpload(blobs, tenant, chatId, file),
    async passTime(ms) {
      clock.shift(ms);
      await worker.resume();
    },
    faults,
    async [Symbol.asyncDispose]() {
      for (const resource of [worker, invoker, catalog, queue, bus, store]) await resource[Symbol.asyncDispose]();
      await rm(data, { recursive: true, force: true });
    },
  };
}

/** Other workflows stand beside it; they are loaded only when it calls one. */
function callsOthers({ tools, handoffs }: Manifest): boolean {
  return (
    tools.some(({ kind }) => kind === "workflow") || handoffs.some(({ target }) => target.startsWith(workflowTarget))
  );
}
