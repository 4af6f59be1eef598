import type { WorkflowCard, WorkflowSummary } from "@mozaiks/contracts";
import { createPinoTelemetry, type PinoTelemetry } from "../../src/adapters/pino-telemetry.ts";
import { type ConfigOverrides, parseConfig } from "../../src/config/parse-config.ts";
import type { RuntimeConfig } from "../../src/config/runtime-config.ts";
import { type RawEnvironment, Secret } from "@mozaiks/contracts/server";
import type { Definition } from "../../src/definitions/definition.ts";
import { createAuthenticate } from "../../src/gateway/access/authenticate.ts";
import { createHttpApp, type HttpApp } from "../../src/gateway/http-app.ts";
import type { HttpParts } from "../../src/gateway/http-parts.ts";
import { issueLaunchToken, issueServiceToken, type LaunchGrant } from "../../src/gateway/access/issue-token.ts";
import { createPreviewTickets } from "../../src/gateway/access/preview-tickets.ts";
import { createRateLimits } from "../../src/gateway/access/rate-limits.ts";
import { createEventStreams } from "../../src/gateway/live/server-sent-events.ts";
import { SessionViews } from "../../src/gateway/live/session-stream-views.ts";
import { Heartbeat } from "../../src/gateway/live/socket-heartbeat.ts";
import { createTickets } from "../../src/gateway/access/tickets.ts";
import { createTokenVerifier } from "../../src/gateway/access/verify-token.ts";
import { type Engine, type EngineOptions, startEngine } from "../engine/harness.ts";
import { buildDefinition, type ManifestParts } from "../engine/manifest-builder.ts";
import { type Reply, scriptedModel } from "../engine/scripted-model.ts";

export const secret = "a-secret-of-at-least-thirty-two-bytes!";
export const internalKey = "an-internal-key-of-thirty-two-bytes-or-more";

export interface GatewayOptions {
  readonly manifest?: ManifestParts;
  readonly script?: Record<string, readonly Reply[]>;
  readonly engine?: Partial<EngineOptions>;
  readonly env?: RawEnvironment;
  readonly overrides?: ConfigOverrides;
  readonly parts?: Partial<HttpParts>;
}

export interface Answer<T> {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The parsed body, taken for what the test says it is. */
  readonly json: T;
}

export interface CallOptions {
  readonly token?: string;
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
}

/** The HTTP app over the real engine, store and bus. */
export interface Gateway extends AsyncDisposable {
  readonly app: HttpApp;
  readonly parts: HttpParts;
  readonly engine: Engine;
  readonly config: RuntimeConfig;
  readonly telemetry: PinoTelemetry;
  /** Every log line so far. */
  readonly lines: readonly string[];
  token(grant?: Partial<LaunchGrant>, ttlMs?: number): Promise<string>;
  service(appId?: string): Promise<string>;
  call<T = unknown>(method: string, path: string, request?: CallOptions): Promise<Answer<T>>;
}

export const grant: LaunchGrant = { app_id: "app", user_id: "ann", workflow_id: "Test", chat_id: "chat_1" };

export async function startGateway(options: GatewayOptions = {}): Promise<Gateway> {
  const env = { JWT_SECRET: secret, INTERNAL_API_KEY: internalKey, ...options.env };
  const config = parseConfig(env, options.overrides);
  const definition = buildDefinition(options.manifest);
  const engine = await startEngine({ definition, model: scriptedModel(options.script ?? {}), ...options.engine });
  const lines: string[] = [];
  const destination = { write: (line: string) => void lines.push(line) };
  const telemetry = createPinoTelemetry({ level: "debug", userLabel: true, destination });
  const { parts, heartbeat } = partsOf(config, engine, definition, telemetry);
  const all = { ...parts, ...options.parts };
  const app = createHttpApp(all);
  const issuer = { secret: new Secret(secret), issuer: config.tokens.issuer, audience: config.tokens.audience };
  return {
    app,
    parts: all,
    engine,
    config,
    telemetry,
    lines,
    token: async (change, ttlMs) =>
      (await issueLaunchToken(issuer, { ...grant, ...change }, ttlMs === undefined ? {} : { ttlMs })).token,
    service: async (app_id = "app") => (await issueServiceToken(issuer, { app_id })).token,
    async call<T>(method: string, path: string, { token, body, headers }: CallOptions = {}): Promise<Answer<T>> {
      const response = await app.request(path, {
        method,
        headers: {
          ...(token !== undefined && { authorization: `Bearer ${token}` }),
          ...(body !== undefined && { "content-type": "application/json" }),
          ...headers,
        },
        ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
      });
      if (response.headers.get("content-type")?.startsWith("text/event-stream")) {
        await response.body?.cancel();
        return { status: response.status, headers: response.headers, text: "", json: undefined as T };
      }
      const text = await response.text();
      const isJson = /json/.test(response.headers.get("content-type") ?? "");
      return {
        status: response.status,
        headers: response.headers,
        text,
        json: (isJson ? JSON.parse(text) : undefined) as T,
      };
    },
    async [Symbol.asyncDispose]() {
      heartbeat[Symbol.dispose]();
      await engine[Symbol.asyncDispose]();
    },
  };
}

function partsOf(
  config: RuntimeConfig,
  engine: Engine,
  definition: Definition,
  telemetry: PinoTelemetry,
): { parts: HttpParts; heartbeat: Heartbeat } {
  const { store, blobs, bus, clock, ids } = engine.ports;
  const tickets = createTickets(store, clock);
  const limits = createRateLimits(config.limits, clock);
  const views = new SessionViews({ store, telemetry, workflowCard: async () => cardOf(definition) });
  const heartbeat = new Heartbeat(() => clock.now());
  const stream = { store, bus, views, clock };
  const parts: HttpParts = {
    config,
    store,
    blobs,
    bus,
    clock,
    ids,
    tickets,
    previews: createPreviewTickets(store, clock),
    limits,
    telemetry,
    version: "0.0.0-test",
    sessions: engine.sessions,
    workflows: catalogOf(definition),
    authenticate: createAuthenticate({
      verify: createTokenVerifier(config.tokens, clock),
      tickets,
      allowQueryToken: config.server.allowQueryToken,
      internalApiKey: config.internalApiKey,
      clock,
    }),
    metrics: telemetry.metrics,
    view: async (tenant, chatId) => (await views.open(tenant, chatId, { tail: 0 })).view,
    eventStreams: createEventStreams({ sessions: engine.sessions, limits, heartbeat, stream, telemetry }),
    checks: { store: () => store.ping() },
  };
  return { parts, heartbeat };
}

function cardOf({ workflow_id, version, manifest }: Definition): WorkflowCard {
  const agents = manifest.agents.map(({ name, display_name }) => ({ name, display_name }));
  return { workflow_id, version, title: manifest.title, agents, suggestions: [...manifest.suggestions] };
}

function catalogOf({ workflow_id, version, manifest }: Definition): HttpParts["workflows"] {
  const summary: WorkflowSummary = {
    workflow_id,
    version,
    title: manifest.title,
    startup_mode: manifest.startup_mode,
    entry_point: true,
    suggestions: [...manifest.suggestions],
    ...(manifest.input_schema && { input_schema: manifest.input_schema }),
  };
  return {
    list: () => [summary],
    components: () => undefined,
    find: (id) => (id.toLowerCase() === workflow_id.toLowerCase() ? summary : undefined),
  };
}
