import { mkdir } from "node:fs/promises";
import { dirname } from "node:path";
import type { AppConfig } from "./config/app-config.ts";
import type { AppDefinition } from "./definition/app.ts";
import type { DataEngine } from "./data/data-engine.ts";
import type { Durability } from "./engines/sqlite/open-database.ts";
import { openSqliteEngine } from "./engines/sqlite/sqlite-engine.ts";
import { type Frontend, openFrontend } from "./frontend/open-frontend.ts";
import type { ServedRequest } from "./http/exchange.ts";
import type { HttpSettings } from "./http/http-settings.ts";
import { openServer } from "./http/open-server.ts";
import { createReadiness } from "./http/readiness.ts";
import { safeHeaders } from "./http/safe-headers.ts";
import { servicePages } from "./http/service-pages.ts";
import type { Identity } from "./identity/identity.ts";
import { localIdentity } from "./identity/local-identity.ts";
import { testIdentity } from "./identity/test-identity.ts";
import type { Kernel } from "./kernel.ts";
import type { Log } from "./log.ts";
import { openLog, type OwnedLog } from "./logs/open-log.ts";
import { createSmtpMailer } from "./mail/smtp-mailer.ts";
import { createMetrics } from "./metrics/metrics.ts";
import { type AppParts, type OpenApp, openApp } from "./open-app.ts";

export interface StartOptions {
  /** Default: JSON lines on standard output. */
  readonly log?: Log;
  readonly now?: () => Date;
  /** What must be done with the store before the app uses it: migrations. The app does not start when it rejects. */
  readonly prepare?: (engine: DataEngine) => Promise<void>;
  /** Folder of a built front end, with an `index.html`; without it the app is its API alone. */
  readonly frontend?: string;
  /** What an acknowledged write survives: a power failure (`full`, the default), or the death of the process (`normal`). */
  readonly durability?: Durability;
}

/**
 * An app that listens. Disposing it takes nothing new, ends streams, gives requests under way their time (`SHUTDOWN_TIMEOUT_S`)
 * and closes the store.
 */
export interface RunningApp extends AsyncDisposable {
  /** Where it is reached from this machine. */
  readonly url: string;
  readonly port: number;
  readonly kernel: Kernel;
}

/**
 * Runs an app as its configuration says. It listens first, so that of two processes on one port only one opens the store;
 * requests wait until the app is open.
 * @throws MozaiksError `config.invalid` (port, front end), `store.in-use`, `store.unavailable`, `migration.pending`.
 */
export async function startApp(
  definition: AppDefinition,
  config: AppConfig,
  options: StartOptions = {},
): Promise<RunningApp> {
  const { now = () => new Date() } = options;
  const opening = Promise.withResolvers<OpenApp>();
  opening.promise.catch(() => {});
  await using resources = new AsyncDisposableStack();
  const log = options.log ?? resources.use(standardLog(config));
  const metrics = createMetrics();
  const report = (served: ServedRequest) => {
    metrics.served(served);
    log.info({ event: "request.served", ...served });
  };
  let isClosing = false;
  const server = resources.use(
    await openServer({
      config: config.server,
      common: safeHeaders({ publicUrl: config.server.publicUrl ?? "" }),
      fetch: async (request, facts) => (await opening.promise).fetch(request, facts),
      report,
    }),
  );
  try {
    const origins = originsOf(config, server.port);
    const identity = identityOf(config, origins.publicUrl);
    const page = options.frontend === undefined ? undefined : await openPage(options.frontend, config);
    const { limits, mode, workflows } = config;
    const engine = await openStore(config, now, options.durability);
    const http: HttpSettings = {
      ...origins,
      maxBodyBytes: limits.maxBodyBytes,
      limits,
      servicePages: servicePages({
        info: { name: definition.name, version: definition.version ?? "0.0.0", mode: config.hosting },
        checkReady: createReadiness({ engine, now, isClosing: () => isClosing }),
        metrics,
        metricsToken: config.metrics.token,
        // It speaks no TLS itself.
        isBehindProxy: origins.publicUrl.startsWith("https:") || config.server.trustProxy !== undefined,
      }),
      ...(page && { page }),
      report,
    };
    const app = resources.use(await openOn(engine, { definition, identity, log, now, mode, workflows, http }, options));
    opening.resolve(app);
    warnOf(config, log);
    const url = localUrl(config.server.host, server.port);
    log.info({ event: "app.started", app: definition.name, url });
    const running = resources.move();
    return {
      url,
      port: server.port,
      kernel: app.kernel,
      async [Symbol.asyncDispose]() {
        isClosing = true;
        server.stop();
        app.closeStreams();
        await server[Symbol.asyncDispose]();
        log.info({ event: "app.stopped", app: definition.name });
        await running.disposeAsync();
      },
    };
  } catch (thrown) {
    opening.reject(thrown);
    throw thrown;
  }
}

const standardLog = ({ logs, mode }: AppConfig): OwnedLog =>
  openLog({ level: logs.level, hasMessages: mode !== "production" });

/** A page may also talk to the workflow runtime. */
const openPage = (folder: string, { workflows }: AppConfig): Promise<Frontend> =>
  openFrontend({ folder, connect: workflows ? [new URL(workflows.url).origin] : [] });

async function openStore({ data }: AppConfig, now: () => Date, durability: Durability = "full"): Promise<DataEngine> {
  await mkdir(dirname(data.file), { recursive: true, mode: 0o700 });
  return openSqliteEngine({ file: data.file, durability, now: () => now().getTime() });
}

/** The app on its store, which is closed when the app cannot be opened. */
async function openOn(
  engine: DataEngine,
  { definition, ...parts }: Omit<AppParts, "engine"> & { readonly definition: AppDefinition },
  { prepare }: StartOptions,
): Promise<OpenApp> {
  try {
    await prepare?.(engine);
    return await openApp(definition, { ...parts, engine });
  } catch (thrown) {
    await engine[Symbol.asyncDispose]();
    throw thrown;
  }
}

function identityOf({ identity, mail }: AppConfig, publicUrl: string): (kernel: Kernel) => Identity {
  const options = {
    publicUrl,
    appId: identity.appId,
    isCookieInsecure: identity.insecureCookie,
    ...(mail && { mailer: createSmtpMailer(mail) }),
  };
  return identity.mode === "test" ? testIdentity(process.env["NODE_ENV"], options) : localIdentity(options);
}

/** Whose pages may write with a cookie. Without a public address those on this machine, whatever they call it. */
function originsOf({ server }: AppConfig, port: number): Pick<HttpSettings, "publicUrl" | "allowedOrigins"> {
  if (server.publicUrl !== undefined) return { publicUrl: server.publicUrl, allowedOrigins: server.allowedOrigins };
  const loopback = ["127.0.0.1", "[::1]"].map((host) => `http://${host}:${port}`);
  return { publicUrl: `http://localhost:${port}`, allowedOrigins: [...loopback, ...server.allowedOrigins] };
}

function warnOf({ mode, server, identity }: AppConfig, log: Log): void {
  if (identity.mode === "test") log.warn({ event: "identity.open", reason: "MOZAIKS_AUTH_MODE=test lets in anybody" });
  if (mode === "production" && server.publicUrl === undefined)
    log.warn({ event: "server.local-only", reason: "Without PUBLIC_URL only browsers on this machine can sign in" });
}

function localUrl(host: string, port: number): string {
  const name = host === "0.0.0.0" ? "127.0.0.1" : host === "::" ? "::1" : host;
  return `http://${name.includes(":") ? `[${name}]` : name}:${port}`;
}
