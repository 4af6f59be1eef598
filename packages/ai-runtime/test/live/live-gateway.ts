import { createAdaptorServer } from "@hono/node-server";
import { Hono } from "hono";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInProcessLiveBus } from "../../src/adapters/in-process-live-bus.ts";
import { openSqliteEventStore } from "../../src/adapters/sqlite/sqlite-event-store.ts";
import type { Limits } from "../../src/config/runtime-config.ts";
import { Secret } from "@mozaiks/contracts/server";
import { accessSession } from "../../src/gateway/access/access.ts";
import { createAuthenticate } from "../../src/gateway/access/authenticate.ts";
import {
  issueLaunchToken,
  issueServiceToken,
  type LaunchGrant,
  type TokenIssuer,
} from "../../src/gateway/access/issue-token.ts";
import { problemResponse } from "../../src/gateway/problem-response.ts";
import { createRateLimits } from "../../src/gateway/access/rate-limits.ts";
import { createEventStreams } from "../../src/gateway/live/server-sent-events.ts";
import type { SessionStreamDeps } from "../../src/gateway/live/session-stream.ts";
import { SessionViews } from "../../src/gateway/live/session-stream-views.ts";
import { Heartbeat } from "../../src/gateway/live/socket-heartbeat.ts";
import { createTickets, type Tickets } from "../../src/gateway/access/tickets.ts";
import { createTokenVerifier } from "../../src/gateway/access/verify-token.ts";
import { attachWebSockets, type WebSocketDeps, type WebSockets } from "../../src/gateway/live/web-socket.ts";
import type { EventStore } from "../../src/ports/event-store.ts";
import type { LiveBus } from "../../src/ports/live-bus.ts";
import { tenantOf, type Tenant } from "../../src/ports/tenant.ts";
import { FakeSessions } from "./fake-sessions.ts";

export const issuer: TokenIssuer = {
  secret: new Secret("a-secret-of-at-least-thirty-two-bytes"),
  issuer: "control-plane.test",
  audience: "mozaiks-runtime",
};

/** The identity of the deployment guide's example. */
export const grant: LaunchGrant = {
  user_id: "user_123",
  app_id: "app_456",
  workflow_id: "onboarding_flow",
  chat_id: "chat_789",
};

export interface LiveGatewayOptions extends Partial<
  Pick<WebSocketDeps, "heartbeatMs" | "maxPayloadBytes" | "closeMs">
> {
  readonly stream?: Partial<SessionStreamDeps>;
  readonly limits?: Partial<Limits>;
  readonly allowedOrigins?: readonly string[];
  readonly hasPage?: boolean;
  readonly allowQueryToken?: boolean;
  readonly commentMs?: number;
  /** How exact everything timed is. Default 10 ms. */
  readonly tickMs?: number;
}

/** The live edge on a real server, store and bus; only the engine is scripted. */
export interface LiveGateway extends AsyncDisposable {
  readonly origin: string;
  readonly server: Server;
  readonly store: EventStore;
  readonly bus: LiveBus;
  readonly tenant: Tenant;
  readonly sessions: FakeSessions;
  readonly tickets: Tickets;
  readonly sockets: WebSockets;
  readonly faults: unknown[];
  /** Close codes that were reported to telemetry. */
  readonly closeCodes: number[];
  token(changes?: Partial<LaunchGrant>, ttlMs?: number): Promise<string>;
  /** Moves the gateway's clock on. */
  advance(ms: number): void;
  serviceToken(): Promise<string>;
  /** The address of a socket with a fresh token; `query` is added. */
  address(query?: Record<string, string>, changes?: Partial<LaunchGrant>): Promise<string>;
}

export async function startLiveGateway(options: LiveGatewayOptions = {}): Promise<LiveGateway> {
  const folder = await mkdtemp(join(tmpdir(), "mozaiks-live-"));
  const store = await openSqliteEventStore({ folder });
  const bus = createInProcessLiveBus();
  let laterMs = 0;
  const clock = { now: () => new Date(Date.now() + laterMs) };
  const sessions = new FakeSessions(store, bus);
  const tickets = createTickets(store, clock);
  const key = { kind: "secret", secret: issuer.secret } as const;
  const verify = createTokenVerifier({ key, issuer: issuer.issuer, audience: issuer.audience }, clock);
  const authenticate = createAuthenticate({ verify, tickets, allowQueryToken: options.allowQueryToken ?? true, clock });
  const plenty = { socketsPerUser: 10_000, connectsPerMinute: 10_000, messagesPerMinute: 10_000 };
  const unused = { requestsPerMinute: 10_000, maxBodyBytes: 1, maxUploadBytes: 1 };
  const limits = createRateLimits({ ...plenty, ...unused, ...options.limits }, clock);
  const faults: unknown[] = [];
  const closeCodes: number[] = [];
  const telemetry = {
    fault: (_where: string, thrown: unknown) => void faults.push(thrown),
    socketOpened: () => undefined,
    socketClosed: (_scope: object, { closeCode }: { closeCode: number }) => void closeCodes.push(closeCode),
  };
  const workflowCard = async (workflow_id: string, version: string) => ({
    workflow_id,
    version,
    title: "Onboarding",
    agents: [{ name: "Writer", display_name: "The writer" }],
    suggestions: ["Hello"],
  });
  const views = new SessionViews({ store, workflowCard, telemetry });
  const stream = { store, bus, views, clock, recheckMs: 20, ...options.stream };
  const heartbeat = new Heartbeat(() => clock.now(), options.tickMs ?? 10);
  const shared = { sessions, authenticate, limits, stream, heartbeat, telemetry };
  const streams = createEventStreams({ ...shared, commentMs: options.commentMs });

  const app = new Hono();
  app.get("/api/sessions/:chat_id/events", async (c) => {
    const query = new URL(c.req.url).searchParams;
    const identity = await authenticate({ headers: c.req.raw.headers, query }, "stream");
    const session = await accessSession(store, identity, c.req.param("chat_id"));
    return streams.serve(c.req.raw, identity, session.chat_id);
  });
  app.onError((thrown) => problemResponse(thrown, "req_test"));
  const server = createAdaptorServer({ fetch: app.fetch }) as Server;
  const sockets = attachWebSockets(server, {
    ...shared,
    access: (identity, chatId) => accessSession(store, identity, chatId),
    origins: { listed: options.allowedOrigins ?? [], hasPage: options.hasPage ?? false },
    heartbeatMs: options.heartbeatMs,
    maxPayloadBytes: options.maxPayloadBytes,
    closeMs: options.closeMs,
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;

  async function token(changes: Partial<LaunchGrant> = {}, ttlMs = 3_600_000): Promise<string> {
    return (await issueLaunchToken(issuer, { ...grant, ...changes }, { ttlMs })).token;
  }

  return {
    server,
    store,
    bus,
    sessions,
    tickets,
    sockets,
    faults,
    closeCodes,
    token,
    advance: (ms) => void (laterMs += ms),
    origin: `http://${host}`,
    tenant: tenantOf(grant.app_id),
    serviceToken: async () => (await issueServiceToken(issuer, { app_id: grant.app_id })).token,
    address: async (query = {}, changes) =>
      `ws://${host}/ws/chat?${new URLSearchParams({ token: await token(changes), ...query }).toString()}`,
    async [Symbol.asyncDispose]() {
      streams.close();
      await sockets.close();
      heartbeat[Symbol.dispose]();
      server.closeAllConnections();
      server.close();
      await bus[Symbol.asyncDispose]();
      await store[Symbol.asyncDispose]();
      await rm(folder, { recursive: true });
    },
  };
}
