import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { openDirectoryBlobStore } from "./adapters/directory-blob-store.ts";
import { createInProcessLiveBus } from "./adapters/in-process-live-bus.ts";
import { createInProcessWorkQueue } from "./adapters/in-process-work-queue.ts";
import { createPinoTelemetry, type PinoTelemetry } from "./adapters/pino-telemetry.ts";
import { randomIds } from "./adapters/random-ids.ts";
import { openSqliteEventStore } from "./adapters/sqlite/sqlite-event-store.ts";
import { systemClock } from "./adapters/system-clock.ts";
import type { RuntimeConfig } from "./config/runtime-config.ts";
import { type Catalog, openCatalog } from "./definitions/catalog.ts";
import type { Diagnostic } from "./definitions/source/diagnostic.ts";
import { createSchemaValidator } from "./engine/json-schema-validator.ts";
import { createSessions } from "./engine/session-commands.ts";
import { createSessionLog } from "./engine/session-log.ts";
import { startUploadSweep } from "./engine/upload-sweep.ts";
import { startWorker } from "./engine/worker.ts";
import { type Gateway, openGateway } from "./gateway/open-gateway.ts";
import { accountsOf } from "./models/accounts-of.ts";
import { createModelProvider } from "./models/create-model-provider.ts";
import { openToolInvoker } from "./tools/tool-invoker.ts";

export interface RuntimeOptions {
  /** Assets of a page served beside the API. */
  readonly page?: (path: string) => Response | undefined;
  /** Told what is wrong with a definition, at start and whenever a file changes. */
  readonly onDiagnostics?: (diagnostics: readonly Diagnostic[]) => void;
  /** Default: lines on standard output. */
  readonly telemetry?: PinoTelemetry;
}

/** A running server. */
export interface RuntimeHandle {
  /** Where it listens, without a slash at the end. */
  readonly url: string;
  /** The name that answers where an agent names no model, as usage knows it; `rehearsal` when no model does. */
  readonly model: string;
  /** What is wrong or doubtful in the definitions that were loaded. */
  diagnostics(): readonly Diagnostic[];
  /** Stops the intake, hands sessions back, lets tools in flight finish for 5 s, and frees everything. */
  close(): Promise<void>;
}

/** How many sessions one process runs at the same time; most of them wait for a model. */
const concurrency = 256;

/**
 * Starts gateway and worker over the embedded adapters.
 * @throws MozaiksError `store.in-use` when another process has the data folder.
 */
export async function startRuntime(config: RuntimeConfig, options: RuntimeOptions = {}): Promise<RuntimeHandle> {
  const opened = createOpened();
  try {
    return await start(config, options, opened);
  } catch (thrown) {
    await opened.close();
    throw thrown;
  }
}

async function start(config: RuntimeConfig, options: RuntimeOptions, opened: Opened): Promise<RuntimeHandle> {
  const telemetry =
    options.telemetry ?? createPinoTelemetry({ level: config.logs.level, userLabel: config.metrics.userLabel });
  const models = createModelProvider({
    mode: config.mode,
    accounts: accountsOf(config.models),
    defaultModel: config.models.defaultModel,
    modelProvider: config.models.provider,
  });
  const store = opened.use(await openSqliteEventStore({ folder: config.store.folder }));
  const bus = opened.use(createInProcessLiveBus({ onFault: (thrown) => telemetry.fault("live bus", thrown) }));
  const queue = opened.use(createInProcessWorkQueue({ onFault: (thrown) => telemetry.fault("work queue", thrown) }));
  const mounted: { catalog?: Catalog } = {};
  const tools = opened.use(openToolInvoker({ ...config.tools, folderOf: (id) => mounted.catalog?.folder(id) }));
  const catalog = opened.use(
    await openCatalog({
      describeTools: tools.describeTools,
      paths: config.workflows.folders,
      untrustedPaths: config.workflows.untrustedFolders,
      ...(config.workflows.enabled && { enabled: config.workflows.enabled }),
      store,
      cacheFolder: join(config.store.folder, "code"),
      watch: config.mode === "dev",
      onDiagnostics: options.onDiagnostics ?? (() => undefined),
    }),
  );
  mounted.catalog = catalog;
  const blobs = opened.use(openDirectoryBlobStore({ folder: join(config.store.folder, "blobs") }));
  opened.use(startUploadSweep({ blobs, clock: systemClock, telemetry }));
  const shared = {
    store,
    blobs,
    bus,
    queue,
    catalog,
    telemetry,
    clock: systemClock,
    ids: randomIds,
    validator: createSchemaValidator(),
  };
  const log = createSessionLog({ ...shared, soleWriter: true });
  const { environment, contextAware } = config.workflows;
  const sessions = createSessions({ ...shared, log, environment, pageContext: contextAware });
  const { costs: monetization, enforceBudget } = config.models;
  const runner = { ...shared, documents: store.documents, log, sessions, models, tools, monetization, enforceBudget };
  const worker = opened.use(startWorker(runner, { concurrency }));
  const gateway: Gateway = opened.use(
    await openGateway(config, {
      ...shared,
      sessions,
      version: await readVersion(),
      page: options.page,
      checks: readiness(catalog),
    }),
  );
  await worker.resume();
  telemetry.info("Runtime started", { url: gateway.url, workflows: catalog.current().length });
  return {
    url: gateway.url,
    model: models.resolve(undefined),
    diagnostics: () => catalog.diagnostics(),
    async close() {
      await opened.close();
      telemetry.info("Runtime stopped");
    },
  };

  function readiness(loaded: Catalog): Record<string, () => Promise<void>> {
    return {
      store: () => store.ping(),
      queue: async () => undefined,
      definitions: async () => {
        if (loaded.current().length === 0) throw new Error("no workflow is loaded");
      },
    };
  }
}

/** What was opened so far, to be closed in reverse: `AsyncDisposableStack`, which Node 22 lacks. */
interface Opened {
  use<T extends AsyncDisposable>(resource: T): T;
  close(): Promise<void>;
}

function createOpened(): Opened {
  const resources: AsyncDisposable[] = [];
  return {
    use(resource) {
      resources.push(resource);
      return resource;
    },
    async close() {
      for (const resource of resources.splice(0).toReversed()) await resource[Symbol.asyncDispose]();
    },
  };
}

/** The package's own version. */
async function readVersion(): Promise<string> {
  const manifest: unknown = JSON.parse(await readFile(new URL("../package.json", import.meta.url), "utf8"));
  return (manifest as { version: string }).version;
}
