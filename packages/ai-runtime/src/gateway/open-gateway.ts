import { once } from "node:events";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { createAdaptorServer } from "@hono/node-server";
import { MozaiksError } from "@mozaiks/contracts";
import type { PinoTelemetry } from "../adapters/pino-telemetry.ts";
import type { RuntimeConfig } from "../config/runtime-config.ts";
import type { Catalog } from "../definitions/catalog.ts";
import type { Sessions } from "../engine/sessions.ts";
import type { BlobStore } from "../ports/blob-store.ts";
import type { Clock, Ids } from "../ports/clock.ts";
import type { EventStore } from "../ports/event-store.ts";
import type { LiveBus } from "../ports/live-bus.ts";
import { accessSession } from "./access/access.ts";
import { createAuthenticate } from "./access/authenticate.ts";
import { createHttpApp } from "./http-app.ts";
import { createPreviewTickets } from "./access/preview-tickets.ts";
import { createRateLimits } from "./access/rate-limits.ts";
import { createEventStreams } from "./live/server-sent-events.ts";
import { SessionViews } from "./live/session-stream-views.ts";
import { Heartbeat } from "./live/socket-heartbeat.ts";
import { createTickets } from "./access/tickets.ts";
import { createTokenVerifier } from "./access/verify-token.ts";
import { attachWebSockets } from "./live/web-socket.ts";

export interface GatewayPorts {
  readonly store: EventStore;
  readonly blobs: BlobStore;
  readonly bus: LiveBus;
  readonly catalog: Catalog;
  readonly sessions: Sessions;
  readonly telemetry: PinoTelemetry;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly version: string;
  readonly page: ((path: string) => Response | undefined) | undefined;
  readonly checks: Readonly<Record<string, () => Promise<void>>>;
}

/** The listening edge of a server: HTTP, WebSockets and event streams on one port. */
export interface Gateway extends AsyncDisposable {
  readonly url: string;
}

/** How long requests in flight may take once the server is closing. */
const drainMs = 5_000;

export async function openGateway(config: RuntimeConfig, ports: GatewayPorts): Promise<Gateway> {
  const { store, bus, catalog, sessions, telemetry, clock, ids } = ports;
  const tickets = createTickets(store, clock);
  const authenticate = createAuthenticate({
    verify: createTokenVerifier(config.tokens, clock),
    tickets,
    allowQueryToken: config.server.allowQueryToken,
    internalApiKey: config.internalApiKey,
    clock,
  });
  const limits = createRateLimits(config.limits, clock);
  const workflowCard = async (id: string, version: string) => catalog.card(await catalog.version(id, version));
  const views = new SessionViews({ store, workflowCard, telemetry });
  const heartbeat = new Heartbeat(() => clock.now());
  const stream = { store, bus, views, clock };
  const eventStreams = createEventStreams({ sessions, stream, telemetry, limits, heartbeat });
  const app = createHttpApp({
    config,
    version: ports.version,
    store,
    blobs: ports.blobs,
    bus,
    sessions,
    workflows: {
      list: () => catalog.current(),
      components: (id, version) => catalog.components(id, version),
      find: (id) => catalog.current().find(({ workflow_id }) => workflow_id.toLowerCase() === id.toLowerCase()),
    },
    authenticate,
    tickets,
    previews: createPreviewTickets(store, clock),
    limits,
    telemetry,
    metrics: telemetry.metrics,
    clock,
    ids,
    view: (tenant, chatId) => views.view(tenant, chatId),
    eventStreams,
    checks: ports.checks,
    ...(ports.page && { page: ports.page }),
  });
  const server = createAdaptorServer({ fetch: app.fetch }) as Server;
  const sockets = attachWebSockets(server, {
    sessions,
    authenticate,
    access: (identity, chatId) => accessSession(store, identity, chatId),
    limits,
    stream,
    telemetry,
    heartbeat,
    origins: { listed: config.server.allowedOrigins, hasPage: ports.page !== undefined },
    maxPayloadBytes: config.limits.maxBodyBytes,
  });
  const { host } = config.server;
  await listen(server, config.server.port, host);
  const { port } = server.address() as AddressInfo;
  const name = host === "0.0.0.0" || host === "::" ? "127.0.0.1" : host;
  return {
    url: `http://${name}:${port}`,
    async [Symbol.asyncDispose]() {
      const closed = once(server, "close");
      server.close();
      server.closeIdleConnections();
      eventStreams.close();
      await sockets.close();
      const deadline = setTimeout(() => server.closeAllConnections(), drainMs);
      await closed;
      clearTimeout(deadline);
      heartbeat[Symbol.dispose]();
    },
  };
}

/** @throws MozaiksError `config.invalid` when the port is taken. */
async function listen(server: Server, port: number, host: string): Promise<void> {
  const listening = once(server, "listening");
  server.listen(port, host);
  try {
    await listening;
  } catch (cause) {
    const code = cause instanceof Error && "code" in cause ? cause.code : undefined;
    if (code !== "EADDRINUSE" && code !== "EACCES") throw cause;
    const why = code === "EADDRINUSE" ? "is taken by another program" : "may not be used by this user";
    throw new MozaiksError("config.invalid", `Port ${port} ${why}: choose another with --port or PORT`, { cause });
  }
}
