import type { McpServerManifest } from "../definitions/manifest.ts";
import { type McpClient, type McpClientOptions, openMcpClient } from "./mcp-client.ts";

/** One server of one version of a workflow. */
export interface McpTarget {
  readonly key: string;
  readonly server: McpServerManifest;
  /** Where its process is started. */
  readonly folder: string | undefined;
}

/** The open connections of a worker: one for each target, opened when it is first needed. */
export interface McpConnections extends AsyncDisposable {
  /**
   * Does something over the target's connection. One that broke is opened anew at the next use; one whose session the
   * server has forgotten (404: it did nothing) at once, and the work is done again; one that nobody used for 5 minutes is
   * closed.
   */
  use<T>(target: McpTarget, signal: AbortSignal, work: (connection: McpClient) => Promise<T>): Promise<T>;
}

interface Connection {
  readonly opened: Promise<McpClient>;
  users: number;
  idle: NodeJS.Timeout | undefined;
}

const idleMs = 300_000;

export function openMcpConnections(options: McpClientOptions & { readonly idleMs?: number }): McpConnections {
  const connections = new Map<string, Connection>();
  const closing = new Set<Promise<void>>();

  function connectionTo({ key, server, folder }: McpTarget): Connection {
    const known = connections.get(key);
    if (known) return known;
    const connection: Connection = { opened: openMcpClient(server, folder, options), users: 0, idle: undefined };
    connections.set(key, connection);
    const forget = (): void => {
      if (connections.get(key) === connection) connections.delete(key);
    };
    const watch = async (): Promise<void> => {
      try {
        (await connection.opened).whenGone(forget);
      } catch {
        forget();
      }
    };
    void watch();
    return connection;
  }

  function close(key: string, connection: Connection): void {
    clearTimeout(connection.idle);
    if (connections.get(key) === connection) connections.delete(key);
    const done = connection.opened
      .then((opened) => opened[Symbol.asyncDispose]())
      .catch(() => undefined)
      .finally(() => closing.delete(done));
    closing.add(done);
  }

  async function useOnce<T>(
    target: McpTarget,
    signal: AbortSignal,
    work: (connection: McpClient) => Promise<T>,
  ): Promise<T> {
    const connection = connectionTo(target);
    connection.users += 1;
    clearTimeout(connection.idle);
    try {
      return await work(await unlessAborted(connection.opened, signal));
    } catch (thrown) {
      if (isForgotten(thrown)) close(target.key, connection);
      throw thrown;
    } finally {
      connection.users -= 1;
      if (connection.users === 0 && connections.get(target.key) === connection) {
        connection.idle = setTimeout(() => close(target.key, connection), options.idleMs ?? idleMs);
        connection.idle.unref();
      }
    }
  }

  return {
    async use(target, signal, work) {
      try {
        return await useOnce(target, signal, work);
      } catch (thrown) {
        if (!isForgotten(thrown)) throw thrown;
        return await useOnce(target, signal, work);
      }
    },
    async [Symbol.asyncDispose]() {
      for (const [key, connection] of connections) close(key, connection);
      await Promise.all(closing);
    },
  };
}

/** A server answers 404 for a session that it has no more. */
function isForgotten(thrown: unknown): boolean {
  return thrown instanceof Error && "code" in thrown && thrown.code === 404;
}

async function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted();
  const done = new AbortController();
  const aborted = new Promise<never>((_, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason as Error), { once: true, signal: done.signal });
  });
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    done.abort();
  }
}
