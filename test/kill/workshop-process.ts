import { once } from "node:events";
import { resolve } from "node:path";
import { createInterface } from "node:readline";
import { text } from "node:stream/consumers";
import { signedToken } from "@mozaiks/testkit";
import { type MozaiksChild, spawnMozaiks } from "../../packages/cli/test/mozaiks-process.ts";

export const workflowId = "Workshop";
export const appId = "acme";

const secret = "a secret of the kill tests, long enough";
const workshop = resolve(import.meta.dirname, "workflows");

export interface WorkshopOptions {
  /** Holds the data folder and the file of effects. */
  readonly folder: string;
  readonly modelUrl: string;
  /** The Node to start with; default this one. */
  readonly node?: string;
  /** The folder of its workflows; default the workshop's. */
  readonly workflows?: string;
  /** More of its environment. */
  readonly env?: Readonly<Record<string, string>>;
}

/** The file that the tools' effects go to. */
export function effectsFile(folder: string): string {
  return resolve(folder, "effects.jsonl");
}

/** A real `mozaiks runtime` on the folder's data. It may be killed before it listens. */
export class WorkshopProcess implements AsyncDisposable {
  readonly spawnedMs = Date.now();
  /** Resolves to the server's address. Rejects with what it said on stderr when it ends before. */
  readonly listening: Promise<string>;
  /** Resolves to the exit code, null when a signal ended it. */
  readonly exited: Promise<number | null>;
  readonly #child: MozaiksChild;
  #listeningMs = Number.NaN;

  constructor({ folder, modelUrl, node, workflows = workshop, env: more }: WorkshopOptions) {
    const args = ["runtime", "--port", "0", "--json", "--data", resolve(folder, "data"), "--workflows", workflows];
    const limits = ["CONNECTS_PER_MINUTE", "MESSAGES_PER_MINUTE", "REQUESTS_PER_MINUTE"];
    const env = {
      JWT_SECRET: secret,
      OPENAI_API_KEY: "any",
      OPENAI_API_BASE: modelUrl,
      DEFAULT_MODEL: "mock",
      HOST: "127.0.0.1",
      LOG_LEVEL: "error",
      EFFECTS_FILE: effectsFile(folder),
      ...Object.fromEntries(limits.map((name) => [`LIMIT_${name}`, "1000000"])),
      ...more,
    };
    this.#child = spawnMozaiks(args, { cwd: folder, env, ...(node !== undefined && { node }) });
    this.exited = once(this.#child, "close").then(() => this.#child.exitCode);
    this.listening = this.#listen();
    // A process that is killed while it starts never listens; whoever waits for it is told all the same.
    this.listening.catch(() => undefined);
  }

  /** How long it took to listen, in milliseconds. */
  get startMs(): number {
    return this.#listeningMs - this.spawnedMs;
  }

  kill(signal: "SIGKILL" | "SIGTERM" = "SIGKILL"): void {
    this.#child.kill(signal);
  }

  /** Kills it, if it lives; resolves when it is gone. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.kill();
    await this.exited;
  }

  async #listen(): Promise<string> {
    const said = text(this.#child.stderr);
    for await (const line of createInterface({ input: this.#child.stdout })) {
      const { url } = JSON.parse(line) as { url?: string };
      if (url === undefined) continue;
      this.#listeningMs = Date.now();
      this.#child.stdout.resume();
      return url;
    }
    throw new Error(`the server ended: ${await said}`);
  }
}

const claims = () => ({
  iss: "mozaiks",
  aud: "mozaiks-runtime",
  app_id: appId,
  exp: Math.ceil(Date.now() / 1000) + 86_400,
});

/** What a person's client connects with. */
export function launchToken(chatId: string, workflow = workflowId): string {
  const grant = { scope: "workflow:execute", user_id: `${chatId}-user`, workflow_id: workflow, chat_id: chatId };
  return signedToken({ secret, claims: { ...claims(), ...grant } });
}

/** What sees every log whole. */
export function serviceToken(): string {
  return signedToken({ secret, claims: { ...claims(), scope: "workflow:service" } });
}
