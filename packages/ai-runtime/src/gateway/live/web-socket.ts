import { randomUUID } from "node:crypto";
import type { IncomingMessage, Server } from "node:http";
import type { Duplex } from "node:stream";
import { closeCodeOf, MozaiksError, toMozaiksError } from "@mozaiks/contracts";
import { WebSocketServer, type WebSocket } from "ws";
import type { Sessions } from "../../engine/sessions.ts";
import type { SessionRecord } from "../../ports/event-store.ts";
import { isSameWorkflow, launchRequest } from "../access/access.ts";
import type { Identity } from "../access/identity.ts";
import { type AllowedOrigins, isAllowedOrigin } from "../access/origins.ts";
import type { RateLimits } from "../access/rate-limits.ts";
import type { StartingPoint } from "./session-stream-views.ts";
import { parseSocketAddress, parseStartingPoint, type NamedSession, type SocketAddress } from "./socket-address.ts";
import { SocketConnection, type SocketConnectionDeps } from "./socket-connection.ts";
import type { Heartbeat } from "./socket-heartbeat.ts";
import { refuseSocket, refuseUpgrade } from "./socket-refusal.ts";

export interface WebSocketDeps extends SocketConnectionDeps {
  readonly sessions: Pick<Sessions, "open" | "start" | "submit">;
  /** The session, when the identity may use it; see `accessSession`. */
  readonly access: (identity: Identity, chatId: string) => Promise<SessionRecord>;
  readonly limits: Pick<RateLimits, "connect" | "message">;
  readonly heartbeat: Heartbeat;
  readonly origins: AllowedOrigins;
  /** Of one client message. Default 256 KiB; a bigger one closes with 1009. */
  readonly maxPayloadBytes?: number | undefined;
  /** How long clients get to answer the close at a shutdown. Default 5 s. */
  readonly closeMs?: number | undefined;
}

export interface WebSockets {
  /** Sockets that are open. */
  readonly connections: number;
  /** Takes no more, closes all with 1001, and resolves when they are closed or the time is over. */
  close(): Promise<void>;
}

/** A client that offers this learns of a refusal by close code: browsers hide the status of a handshake. */
const subprotocol = "mozaiks.v1";

interface Admitted {
  readonly identity: Identity;
  readonly session: SessionRecord;
  readonly slot: Disposable;
  readonly start: StartingPoint;
}

/**
 * Serves `/ws/chat` and `/ws/{workflow}/{app_id}/{chat_id}/{user_id}` on a server. A refusal is a problem response at the
 * upgrade, or an `error` frame and a 44xx close for clients that offer the subprotocol `mozaiks.v1`.
 */
export function attachWebSockets(server: Server, deps: WebSocketDeps): WebSockets {
  const sockets = new Set<WebSocket>();
  const now = (): Date => deps.stream.clock.now();
  let isClosing = false;
  const acceptor = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    perMessageDeflate: false,
    skipUTF8Validation: true,
    maxPayload: deps.maxPayloadBytes ?? 256 * 1024,
    handleProtocols: (offered) => offered.has(subprotocol) && subprotocol,
  });

  async function upgrade(request: IncomingMessage, stream: Duplex, head: Buffer): Promise<void> {
    stream.on("error", ignoreLostPeer);
    const admitted = isClosing ? new MozaiksError("server.closing") : await admit(request, deps).catch(toMozaiksError);
    if (admitted instanceof Error) return refuse(admitted, request, stream, head);
    if (stream.destroyed) return admitted.slot[Symbol.dispose]();
    freeAtClose(admitted.slot, stream);
    if (isClosing) return refuse(new MozaiksError("server.closing"), request, stream, head);
    acceptor.handleUpgrade(request, stream, head, (socket) => connect(track(socket), admitted));
  }

  async function refuse(error: MozaiksError, request: IncomingMessage, stream: Duplex, head: Buffer): Promise<void> {
    if (error.code === "internal") deps.telemetry.fault("socket upgrade", error.cause);
    if (!offersSubprotocol(request)) return refuseUpgrade(stream, error, `req_${randomUUID()}`);
    acceptor.handleUpgrade(request, stream, head, (socket) => refuseSocket(track(socket), error, now()));
  }

  function track(socket: WebSocket): WebSocket {
    sockets.add(socket);
    socket.on("error", ignoreLostPeer);
    socket.once("close", () => sockets.delete(socket));
    return socket;
  }

  function connect(socket: WebSocket, { identity, session, start }: Admitted): void {
    const connection = new SocketConnection(deps, socket, identity, session);
    deps.heartbeat.add(connection);
    socket.once("close", (code) => {
      deps.heartbeat.delete(connection);
      connection.closed(code);
    });
    void connection.open(start);
  }

  server.on("upgrade", (request: IncomingMessage, stream: Duplex, head: Buffer) => {
    upgrade(request, stream, head).catch((thrown: unknown) => {
      deps.telemetry.fault("socket upgrade", thrown);
      stream.destroy();
    });
  });

  return {
    get connections() {
      return sockets.size;
    },
    async close() {
      isClosing = true;
      const closed = [...sockets].map(closeGently);
      const deadline = setTimeout(() => {
        for (const socket of sockets) socket.terminate();
      }, deps.closeMs ?? 5000);
      await Promise.all(closed);
      clearTimeout(deadline);
    },
  };
}

/** Says who connects to what, and refuses what may not. */
async function admit(request: IncomingMessage, deps: WebSocketDeps): Promise<Admitted> {
  const address = parseSocketAddress(request.url ?? "/");
  if (!isAllowedOrigin(request.headers.origin, request.headers.host, deps.origins))
    throw new MozaiksError("origin.not-allowed");
  const headers = { get: (name: string) => [request.headers[name]].flat()[0] ?? null };
  const identity = await deps.authenticate({ headers, query: address.query }, "stream");
  if (address.named) checkPath(address.named, identity);
  const start = parseStartingPoint(address.query);
  const slot = deps.limits.connect(identity);
  try {
    return { identity, session: await sessionOf(identity, address, deps), slot, start };
  } catch (thrown) {
    slot[Symbol.dispose]();
    throw thrown;
  }
}

/** @throws MozaiksError `identity.mismatch` when the path names what is not the token's. */
function checkPath(named: NamedSession, identity: Identity): void {
  const { app_id, chat_id, user_id, workflow_id } = named;
  const isOwn =
    identity.tenant.app_id === app_id &&
    (identity.user_id === undefined || identity.user_id === user_id) &&
    (identity.kind === "service" ||
      (identity.chat_id === chat_id && isSameWorkflow(identity.workflow_id, workflow_id)));
  if (!isOwn) throw new MozaiksError("identity.mismatch", "The path is not what the token says");
}

/** A launch token makes its session when it does not exist; a service token names one that does. */
async function sessionOf(identity: Identity, address: SocketAddress, deps: WebSocketDeps): Promise<SessionRecord> {
  if (identity.kind === "launch") return (await deps.sessions.open(identity.tenant, launchRequest(identity))).session;
  const { named, query } = address;
  const chatId = named?.chat_id ?? query.get("chat_id");
  if (chatId === null) throw new MozaiksError("request.invalid", "A service token must name chat_id");
  const session = await deps.access(identity, chatId);
  if (named && named.user_id !== session.user_id) throw new MozaiksError("session.not-found");
  if (named && !isSameWorkflow(named.workflow_id, session.workflow_id))
    throw new MozaiksError("session.workflow-mismatch");
  return session;
}

/** Apart, so that the closure keeps the slot and nothing else for as long as the connection lasts. */
function freeAtClose(slot: Disposable, stream: Duplex): void {
  stream.once("close", () => slot[Symbol.dispose]());
}

function closeGently(socket: WebSocket): Promise<void> {
  return new Promise((resolve) => {
    socket.once("close", () => resolve());
    socket.close(closeCodeOf("server.closing"), "server.closing");
  });
}

function offersSubprotocol(request: IncomingMessage): boolean {
  const offered = request.headers["sec-websocket-protocol"] ?? "";
  return offered.split(",").some((name) => name.trim() === subprotocol);
}

/** The connection is closed by whoever raised this, and that is heard as "close". */
function ignoreLostPeer(): void {}
