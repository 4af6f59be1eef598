import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { randomBytes } from "node:crypto";
import { serve } from "@hono/node-server";
import { Hono } from "hono";
import { exportSPKI, generateKeyPair } from "jose";
import { createPeople, type Person } from "./people.ts";
import { startRuntimeProcess } from "./runtime-process.ts";
import { createSessionBroker } from "./session-broker.ts";

export interface HostOptions {
  /** The tenant. */
  readonly appId: string;
  readonly people: readonly Person[];
  readonly workflowFolders: readonly string[];
  /** Where the conversations are kept. */
  readonly dataFolder: string;
  /** The product's own page, once it is known where the runtime is. */
  readonly page: (runtimeUrl: string) => Hono;
  /** Of the page; 0 = any free one. */
  readonly port: number;
  readonly tokenSeconds?: number;
}

export interface Host extends AsyncDisposable {
  readonly url: string;
  readonly runtimeUrl: string;
}

/**
 * A product with a chat, whole: its page and its backend with the session broker on one origin, the runtime on another.
 * Without a model key the workflows' rehearsals answer.
 */
export async function startHost(options: HostOptions): Promise<Host> {
  const { privateKey, publicKey } = await generateKeyPair("ES256");
  const internalApiKey = randomBytes(24).toString("base64url");
  const app = new Hono();
  const server = serve({ fetch: app.fetch, port: options.port, hostname: "127.0.0.1" });
  await once(server, "listening");
  const url = `http://localhost:${(server.address() as AddressInfo).port}`;

  const runtime = await startRuntimeProcess({
    PORT: "0",
    JWT_PUBLIC_KEY: await exportSPKI(publicKey),
    INTERNAL_API_KEY: internalApiKey,
    ALLOWED_ORIGINS: url,
    WORKFLOWS_PATH: options.workflowFolders.join(process.platform === "win32" ? ";" : ":"),
    DATA_PATH: options.dataFolder,
    LOG_LEVEL: "warn",
    ...(!hasModelKey() && { MODEL_PROVIDER: "rehearsal" }),
  });
  const people = createPeople(options.people);
  const { appId, tokenSeconds } = options;
  const lifetime = tokenSeconds === undefined ? {} : { tokenSeconds };
  const broker = { people, appId, signingKey: privateKey, internalApiKey, runtimeUrl: runtime.url, ...lifetime };
  app.route("/", people.routes).route("/", createSessionBroker(broker)).route("/", options.page(runtime.url));
  return {
    url,
    runtimeUrl: runtime.url,
    async [Symbol.asyncDispose]() {
      await runtime[Symbol.asyncDispose]();
      server.close();
      if ("closeAllConnections" in server) server.closeAllConnections();
    },
  };
}

function hasModelKey(): boolean {
  const keys = ["OPENAI_API_KEY", "ANTHROPIC_API_KEY", "GOOGLE_GENERATIVE_AI_API_KEY", "AZURE_API_KEY"];
  return keys.some((name) => process.env[name] !== undefined) || process.env["OPENAI_API_BASE"] !== undefined;
}
