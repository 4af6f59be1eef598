import { type EventEmitter, once } from "node:events";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { getRequestListener } from "@hono/node-server";
import { MozaiksError } from "@mozaiks/contracts";
import type { AppConfig } from "../config/app-config.ts";
import { AppResponse, type HeadPolicy } from "./app-response.ts";
import { clientAddress } from "./client-address.ts";
import type { ClientFacts, ServedRequest } from "./exchange.ts";
import { problemResponse } from "./problem-response.ts";
import { refuseConnection } from "./refuse-connection.ts";
import { createRequestIds } from "./request-ids.ts";
import type { HeaderTable } from "./safe-headers.ts";

export interface ServerParts {
  readonly config: AppConfig["server"];
  /** What every answer carries. */
  readonly common: HeaderTable;
  readonly fetch: (request: Request, facts: ClientFacts) => Promise<Response>;
  /** Is told of what was no request that an app could answer. */
  readonly report: (refused: ServedRequest) => void;
}

/** A port that answers HTTP. Disposing it takes nothing new, and gives what is under way its time. */
export interface HttpServer extends AsyncDisposable {
  readonly port: number;
  /** From now on the connections that are open end with their next answer, and no new ones are taken. */
  stop(): void;
}

/** @throws MozaiksError `config.invalid` when the port cannot be had. */
export async function openServer({ config, common, fetch, report }: ServerParts): Promise<HttpServer> {
  const { host, port, trustProxy, requestTimeoutMs, shutdownTimeoutMs } = config;
  const newRequestId = createRequestIds();
  let closed: Promise<unknown> | undefined;
  const policy: HeadPolicy = { common, isClosing: () => closed !== undefined };
  const listener = getRequestListener(
    (request, { incoming, outgoing }) => fetch(request, factsOf(incoming as IncomingMessage, outgoing as AppResponse)),
    { errorHandler: (thrown) => answerFailure(thrown, newRequestId()) },
  );

  function factsOf({ socket, headers }: IncomingMessage, head: AppResponse): ClientFacts {
    const forwardedFor = headers["x-forwarded-for"];
    return {
      clientAddress: clientAddress(socket.remoteAddress, forwardedFor?.toString(), trustProxy),
      hasBody: headers["content-length"] !== undefined || headers["transfer-encoding"] !== undefined,
      head,
    };
  }

  const server = createServer(
    {
      ServerResponse: AppResponse,
      requestTimeout: requestTimeoutMs,
      headersTimeout: Math.ceil(requestTimeoutMs / 3),
      connectionsCheckingInterval: Math.min(5000, Math.ceil(requestTimeoutMs / 6)),
      maxHeaderSize: 16_384,
      // Longer than balancers keep a connection that is quiet (60 s), or they send requests into one that is being closed.
      keepAliveTimeout: 65_000,
      // Refused by the listener, as a problem.
      requireHostHeader: false,
    },
    (incoming, outgoing) => {
      outgoing.policy = policy;
      void listener(incoming, outgoing);
    },
  );
  // An expectation that is not understood may be ignored (RFC 9110 §10.1.1).
  server.on("checkExpectation", (incoming, outgoing) => server.emit("request", incoming, outgoing));
  server.on("clientError", (thrown, socket) => {
    const requestId = newRequestId();
    const refusal = refuseConnection(thrown, socket, { common, requestId });
    if (refusal) report({ requestId, method: "", operation: "refused", durationMs: 0, ...refusal });
  });
  await listen(server, port, host);

  function stop(): void {
    closed ??= once(server.close(), "close");
  }

  return {
    port: (server.address() as AddressInfo).port,
    stop,
    async [Symbol.asyncDispose]() {
      stop();
      const deadline = setTimeout(() => server.closeAllConnections(), shutdownTimeoutMs);
      await closed;
      clearTimeout(deadline);
    },
  };
}

/** Answers where no app could: there is none yet, or no URL can be made of the address and the `Host`. */
function answerFailure(thrown: unknown, requestId: string): Response {
  const isAddress = thrown instanceof Error && thrown.name === "RequestError";
  const error = isAddress ? new MozaiksError("request.invalid", "The address or the Host header is not valid") : thrown;
  const response = problemResponse(error, requestId);
  response.headers.set("x-request-id", requestId);
  return response;
}

async function listen(server: Pick<Server, "listen"> & EventEmitter, port: number, host: string): Promise<void> {
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
