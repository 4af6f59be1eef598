import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import type { FetchLike, Transport } from "@modelcontextprotocol/sdk/shared/transport.js";
import type { RequestInit } from "undici";
import type { McpServerManifest } from "../definitions/manifest.ts";
import { splitTemplate } from "../definitions/value-template.ts";
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
  /** A text without the secrets that the server was given. */
  readonly redact: (text: string) => string;
}

const connectTimeoutMs = 15_000;
const farewellMs = 1_000;

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
    const { transport, leave } =
      server.kind === "stdio" ? openProcess(server, folder, options) : openHttp(server, secrets, options);
    await client.connect(transport, { timeout: connectTimeoutMs });
    return {
      client,
      redact: secrets.redact,
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

interface OpenTransport {
  readonly transport: Transport;
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
  return { transport, leave: async () => undefined };
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
    return await fetch(wanted, init);
  };
  const transport = new StreamableHTTPClientTransport(endpoint, {
    fetch: onlyThere as FetchLike,
    requestInit: { headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, filled(value)])) },
  });
  return {
    transport,
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
