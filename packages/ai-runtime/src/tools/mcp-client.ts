import { TransformStream } from "node:stream/web";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import type { FetchLike, Transport } from "@modelcontextprotocol/sdk/shared/transport.js";
import { type RequestInit, Response } from "undici";
import type { McpServerManifest } from "../definitions/manifest.ts";
import { splitTemplate } from "../definitions/compile/value-template.ts";
import type { GuardedFetch } from "./guarded-fetch.ts";
import { createSecretScope, type SecretScope, type Secrets } from "./secrets.ts";

export interface McpClientOptions {
  readonly fetch: GuardedFetch["fetch"];
  readonly secrets: Secrets;
  /** A variable of the process's environment. */
  readonly variable: (name: string) => string | undefined;
}

/** A connection to a server. */
export interface McpClient extends AsyncDisposable {
  readonly client: Client;
  /** Calls back when the connection cannot be used any more. */
  readonly whenGone: (gone: () => void) => void;
  /** A text without the secrets that the server was given. */
  readonly redact: (text: string) => string;
}

const connectTimeoutMs = 15_000;
const farewellMs = 1_000;
/** Of one stream over HTTP; the SDK limits what a process says. */
const maxStreamBytes = 10_000_000;

/**
 * Connects to an MCP server: starts its process in `folder`, or speaks streamable HTTP to it under the same rules as
 * `http` tools, without redirects. Of the environment a process gets the variables it is allowed, and those that the
 * SDK gives to every one (PATH, HOME, USER, SHELL, TERM, LOGNAME).
 * @throws Error that says why, without secrets.
 */
export async function openMcpClient(
  server: McpServerManifest,
  folder: string | undefined,
  options: McpClientOptions,
): Promise<McpClient> {
  const secrets = createSecretScope(options.secrets);
  const client = new Client({ name: "mozaiks", version: "1" });
  try {
    const { transport, isGone, leave } =
      server.kind === "stdio" ? openProcess(server, folder, options) : openHttp(server, secrets, options);
    await client.connect(transport, { timeout: connectTimeoutMs });
    return {
      client,
      redact: secrets.redact,
      whenGone(gone) {
        client.onclose = gone;
        client.onerror = () => queueMicrotask(() => isGone() && gone());
      },
      async [Symbol.asyncDispose]() {
        await leave();
        await client.close();
      },
    };
  } catch (thrown) {
    await client.close();
    throw new Error(secrets.redact(thrown instanceof Error ? thrown.message : String(thrown)), { cause: thrown });
  }
}

/** The same response, whose body ends with an error when it gets too long. */
function limited(response: Response): Response {
  const { body, status, statusText, headers } = response;
  if (!body) return response;
  let size = 0;
  const limit = new TransformStream<Uint8Array | undefined, Uint8Array>({
    transform(chunk, controller) {
      size += chunk?.byteLength ?? 0;
      if (size > maxStreamBytes) controller.error(new Error("the server sent more than 10 MB"));
      else if (chunk) controller.enqueue(chunk);
    },
  });
  return new Response(body.pipeThrough(limit), { status, statusText, headers });
}

interface OpenTransport {
  readonly transport: Transport;
  /** True for a process that is being ended, which the SDK does when it says too much. */
  readonly isGone: () => boolean;
  /** Says goodbye, as far as the server listens. */
  readonly leave: () => Promise<void>;
}

function openProcess(
  { command, args, env }: Extract<McpServerManifest, { kind: "stdio" }>,
  folder: string | undefined,
  { variable }: McpClientOptions,
): OpenTransport {
  const given = env.flatMap((name): [string, string][] => {
    const value = variable(name);
    return value === undefined ? [] : [[name, value]];
  });
  const transport = new StdioClientTransport({
    command,
    args: [...args],
    env: Object.fromEntries(given),
    stderr: "ignore",
    ...(folder !== undefined && { cwd: folder }),
  });
  return { transport, isGone: () => transport.pid === null, leave: async () => undefined };
}

function openHttp(
  { url, headers }: Extract<McpServerManifest, { kind: "http" }>,
  secrets: SecretScope,
  { fetch }: McpClientOptions,
): OpenTransport {
  const endpoint = new URL(url);
  const onlyThere = async (target: string | URL, init: RequestInit = {}): Promise<unknown> => {
    const wanted = new URL(target);
    if (wanted.origin !== endpoint.origin) throw new Error(`the server leads to another host, ${wanted.host}`);
    return limited(await fetch(wanted, init));
  };
  const transport = new StreamableHTTPClientTransport(endpoint, {
    fetch: onlyThere as FetchLike,
    requestInit: { headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, filled(value)])) },
  });
  return {
    transport,
    isGone: () => false,
    async leave() {
      const timeout = new Promise<void>((resolve) => {
        setTimeout(resolve, farewellMs).unref();
      });
      await Promise.race([transport.terminateSession().catch(() => undefined), timeout]);
    },
  };

  function filled(template: string): string {
    const texts = splitTemplate(template).map((piece) => {
      if (piece.kind === "secret") return secrets.reveal(piece.name);
      return piece.kind === "text" ? piece.text : "";
    });
    return texts.join("");
  }
}
