import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { MozaiksError, type SessionEvent } from "@mozaiks/contracts";
import { openDirectoryBlobStore } from "../../src/adapters/directory-blob-store.ts";
import { createInProcessLiveBus } from "../../src/adapters/in-process-live-bus.ts";
import { createInProcessWorkQueue } from "../../src/adapters/in-process-work-queue.ts";
import { createQuietTelemetry } from "../../src/adapters/quiet-telemetry.ts";
import { randomIds } from "../../src/adapters/random-ids.ts";
import { openSqliteEventStore, type SqliteEventStore } from "../../src/adapters/sqlite/sqlite-event-store.ts";
import { systemClock } from "../../src/adapters/system-clock.ts";
import type { Catalog } from "../../src/definitions/catalog.ts";
import type { Definition } from "../../src/definitions/definition.ts";
import type { Submission } from "../../src/engine/core/admit.ts";
import { createSchemaValidator } from "../../src/engine/json-schema-validator.ts";
import type { RunnerPorts } from "../../src/engine/runner-ports.ts";
import { createSessions } from "../../src/engine/session-commands.ts";
import { createSessionLog } from "../../src/engine/session-log.ts";
import type { OpenSession, Sessions } from "../../src/engine/sessions.ts";
import { startWorker } from "../../src/engine/worker.ts";
import { type BusMessage, type Clock, type ModelProvider, type StoredEvent, tenantOf } from "../../src/ports.ts";
import type { HookFunction, RehearsalFunction, ToolFunction } from "../../src/tool.ts";
import { openToolInvoker } from "../../src/tools/tool-invoker.ts";

export const tenant = tenantOf("app");

export interface EngineOptions {
  readonly definition: Definition;
  /** Further workflows that this one may call. */
  readonly others?: readonly Definition[];
  readonly model: ModelProvider;
  readonly tools?: Record<string, ToolFunction>;
  readonly rehearsals?: Record<string, RehearsalFunction>;
  /** By the name of the export in `manifest.hooks`. */
  readonly hooks?: Record<string, HookFunction>;
  /** By the name of the export in an agent's `class`. */
  readonly classes?: Record<string, () => unknown>;
  readonly enforceBudget?: boolean;
  readonly clock?: Clock;
  /** Default: a worker runs from the start. */
  readonly worker?: boolean;
}

/** The engine over real embedded adapters; only the model is scripted. */
export interface Engine extends AsyncDisposable {
  readonly sessions: Sessions;
  readonly store: SqliteEventStore;
  readonly ports: Omit<RunnerPorts, "drain">;
  readonly faults: readonly unknown[];
  open(request?: Partial<OpenSession>): Promise<string>;
  say(chatId: string, content: string, more?: object): Promise<number | undefined>;
  send(chatId: string, message: Submission): Promise<number | undefined>;
  log(chatId: string): Promise<readonly StoredEvent[]>;
  /** The log as soon as `condition` holds for it. */
  until(chatId: string, condition: (events: readonly StoredEvent[]) => boolean): Promise<readonly StoredEvent[]>;
  /** The log when its `count`th run has ended (and nothing is left to do). */
  ended(chatId: string, count?: number): Promise<readonly StoredEvent[]>;
  watch(chatId: string): Promise<BusMessage[]>;
  startWorker(): Promise<AsyncDisposable>;
}

export async function startEngine(options: EngineOptions): Promise<Engine> {
  const folder = await mkdtemp(join(tmpdir(), "mozaiks-engine-"));
  const store = await openSqliteEventStore({ folder });
  const blobs = openDirectoryBlobStore({ folder: join(folder, "blobs") });
  const queue = createInProcessWorkQueue();
  const bus = createInProcessLiveBus();
  const faults: unknown[] = [];
  const telemetry = createQuietTelemetry((_where, thrown) => void faults.push(thrown));
  const clock = options.clock ?? systemClock;
  const validator = createSchemaValidator();
  const catalog = fixedCatalog(options);
  const tools = openToolInvoker({ allowPrivate: true, secrets: {} });
  const log = createSessionLog({ store, bus, telemetry });
  const base = {
    store,
    documents: store.documents,
    blobs,
    queue,
    bus,
    log,
    catalog,
    clock,
    telemetry,
    validator,
    ids: randomIds,
    models: options.model,
    tools,
    monetization: true,
    enforceBudget: options.enforceBudget ?? false,
  };
  const sessions = createSessions({ ...base, environment: {}, pageContext: true });
  const ports = { ...base, sessions };
  const workers: AsyncDisposable[] = [];
  async function startOne(): Promise<AsyncDisposable> {
    const worker = startWorker(ports, { concurrency: 8 });
    await worker.resume();
    workers.push(worker);
    return worker;
  }
  if (options.worker !== false) await startOne();
  const read = async (chatId: string): Promise<readonly StoredEvent[]> => (await store.read(tenant, chatId)).events;

  const engine: Engine = {
    sessions,
    store,
    ports,
    faults,
    startWorker: startOne,
    log: read,
    async open(request = {}) {
      const { session } = await sessions.open(tenant, { user_id: "ann", workflow_id: "Test", ...request });
      return session.chat_id;
    },
    say: (chatId, content, more = {}) => engine.send(chatId, { type: "user_message", content, ...more }),
    send: async (chatId, message) => (await sessions.submit(tenant, chatId, message, "ann")).event_seq,
    async until(chatId, condition) {
      const changed = { notify: () => undefined as void };
      const subscription = await bus.subscribe(tenant, chatId, () => changed.notify());
      try {
        for (const started = performance.now(); performance.now() - started < 10_000;) {
          const events = await read(chatId);
          if (condition(events)) return events;
          await new Promise<void>((resolve) => {
            changed.notify = resolve;
            setTimeout(resolve, 200);
          });
        }
      } finally {
        await subscription[Symbol.asyncDispose]();
      }
      throw new Error(
        `the log never got there: ${(await read(chatId)).map((event) => event.type).join(" ")}\n${faults.join("\n")}`,
      );
    },
    async ended(chatId, count = 1) {
      const endings = new Set(["run_paused", "workflow_complete", "workflow_failed", "workflow_cancelled"]);
      return engine.until(chatId, (events) => events.filter((event) => endings.has(event.type)).length >= count);
    },
    async watch(chatId) {
      const seen: BusMessage[] = [];
      await bus.subscribe(tenant, chatId, (message) => void seen.push(message));
      return seen;
    },
    async [Symbol.asyncDispose]() {
      for (const worker of workers) await worker[Symbol.asyncDispose]();
      await queue[Symbol.asyncDispose]();
      await tools[Symbol.asyncDispose]();
      await bus[Symbol.asyncDispose]();
      await store[Symbol.asyncDispose]();
      await rm(folder, { recursive: true });
    },
  };
  return engine;
}

/** Only what the engine asks a catalog for, over one definition. */
function fixedCatalog({
  definition,
  others = [],
  tools = {},
  rehearsals = {},
  hooks = {},
  classes = {},
}: EngineOptions): Catalog {
  const all = [definition, ...others];
  const named = (id: string): Definition | undefined =>
    all.find(({ workflow_id }) => workflow_id.toLowerCase() === id.toLowerCase());
  const catalog: Pick<Catalog, "find" | "version" | "code"> = {
    find: named,
    version: async (id, version) => {
      const found = named(id);
      if (found?.version !== version) throw new MozaiksError("definition.not-found");
      return found;
    },
    code: async () => ({
      tool(name) {
        const tool = tools[name];
        if (!tool) throw new MozaiksError("definition.invalid", `no tool ${name}`);
        return tool;
      },
      rehearsal: (agent) => rehearsals[agent],
      agent(name) {
        const create = classes[name];
        if (!create) throw new MozaiksError("definition.invalid", `no class ${name}`);
        return create;
      },
      hook(name) {
        const hook = hooks[name];
        if (!hook) throw new MozaiksError("definition.invalid", `no hook ${name}`);
        return hook;
      },
    }),
  };
  return catalog as Catalog;
}

/** A log as readers of engine.md write it: `agent_selected{A, initial} · tool_call …`. */
export function outline(events: readonly SessionEvent[]): readonly string[] {
  return events.map((event) => {
    switch (event.type) {
      case "agent_selected":
        return `agent_selected{${event.agent}, ${event.reason.kind}}`;
      case "run_paused":
        return `run_paused{${event.waiting_for}}`;
      case "run_started":
        return `run_started{${event.cause}}`;
      case "tool_result":
        return `tool_result{${event.status}}`;
      case "workflow_failed":
        return `workflow_failed{${event.error.code}}`;
      case "workflow_complete":
        return `workflow_complete{${event.reason}}`;
      case "agent_message":
        return `agent_message{${event.agent}}`;
      default:
        return event.type;
    }
  });
}
