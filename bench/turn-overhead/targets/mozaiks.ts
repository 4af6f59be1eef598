import { spawn } from "node:child_process";
import { on, once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { fileURLToPath } from "node:url";
import { SignJWT } from "jose";
import { WebSocket } from "ws";
import type { Conversation, Target } from "../target.ts";

const secret = "a secret of a benchmark, long enough for HS256";
const say = JSON.stringify({ type: "user_message", content: "Forty words." });

/**
 * `mozaiks runtime` with its defaults: SQLite on disk with fsync, tokens, limits, metrics and info logs are on. Every chat
 * is a user of its own, so that the limits of one user do not apply.
 * @param options.root the checkout it runs from. Default: this one.
 * @param options.folder where its data folder is made. Default: the system's temporary folder.
 * @param options.profile folder for a CPU profile, written when it ends.
 */
export async function openMozaiks(
  llmUrl: string,
  options: { root?: string; folder: string | undefined; profile: string | undefined },
): Promise<Target> {
  const root = options.root ?? fileURLToPath(new URL("../../..", import.meta.url));
  const folder = await mkdtemp(join(options.folder ?? tmpdir(), "mozaiks-bench-"));
  const args = ["runtime", "--port", "0", "--json", "--host", "127.0.0.1", "--data", folder];
  const workflows = fileURLToPath(new URL("../workflows", import.meta.url));
  const profiling = options.profile === undefined ? [] : ["--cpu-prof", `--cpu-prof-dir=${options.profile}`];
  const child = spawn(
    process.execPath,
    [...profiling, join(root, "packages/cli/bin/mozaiks.mjs"), ...args, "--workflows", workflows],
    {
      stdio: ["ignore", "pipe", "inherit"],
      cwd: folder,
      env: {
        PATH: process.env["PATH"],
        JWT_SECRET: secret,
        OPENAI_API_KEY: "none",
        OPENAI_API_BASE: llmUrl,
        DEFAULT_MODEL: "bench",
      },
    },
  );
  const url = await addressIn(child.stdout);
  let chats = 0;

  async function chatUrl(): Promise<string> {
    const chat_id = `chat-${(chats += 1)}`;
    const claims = { app_id: "bench", user_id: `user-${chats}`, workflow_id: "OneAgent", chat_id };
    const token = await new SignJWT({ ...claims, scope: "workflow:execute" })
      .setProtectedHeader({ alg: "HS256" })
      .setIssuer("mozaiks")
      .setAudience("mozaiks-runtime")
      .setExpirationTime("1h")
      .sign(Buffer.from(secret));
    return `${url.replace("http", "ws")}/ws/chat?token=${token}`;
  }

  return {
    name: options.root === undefined ? "mozaiks runtime" : `mozaiks runtime of ${options.root}`,
    pid: child.pid,
    async converse(turns) {
      return turns === 1 ? freshChat(await chatUrl()) : openChat(await chatUrl());
    },
    async [Symbol.asyncDispose]() {
      const exited = once(child, "exit");
      child.kill("SIGTERM");
      await exited;
      await rm(folder, { recursive: true });
    },
  };
}

/** The turn begins with the handshake: token, session and its first message are all part of it. */
function freshChat(url: string): Conversation {
  return {
    async turn(onText) {
      const socket = connect(url);
      socket.once("open", () => socket.send(say));
      await answer(socket, onText);
      socket.terminate();
    },
    close: () => undefined,
  };
}

/** The socket stays open from turn to turn. */
async function openChat(url: string): Promise<Conversation> {
  const socket = connect(url);
  await until(socket, (frame) => frame.includes('"type":"replay_complete"'));
  return {
    turn(onText) {
      socket.send(say);
      return answer(socket, onText);
    },
    close: () => socket.terminate(),
  };
}

function connect(url: string): WebSocket {
  return new WebSocket(url, { perMessageDeflate: false });
}

function answer(socket: WebSocket, onText: () => void): Promise<void> {
  let hasText = false;
  return until(socket, (frame) => {
    if (!hasText && frame.includes('"type":"agent_message_delta"')) {
      hasText = true;
      onText();
    }
    if (frame.includes('"type":"workflow_failed"')) throw new Error(frame);
    return frame.includes('"type":"run_paused"');
  });
}

function until(socket: WebSocket, fits: (frame: string) => boolean): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = (settle: () => void): void => {
      socket.off("message", look);
      socket.off("close", lost);
      socket.off("error", broken);
      settle();
    };
    const look = (data: Buffer): void => {
      try {
        if (fits(data.toString())) stop(resolve);
      } catch (thrown) {
        stop(() => reject(thrown));
      }
    };
    const lost = (code: number): void => stop(() => reject(new Error(`the socket was closed with ${code}`)));
    const broken = (error: Error): void => stop(() => reject(error));
    socket.on("message", look);
    socket.on("close", lost);
    socket.on("error", broken);
  });
}

/** The first line of output that names an address; the rest of the output is drained. */
async function addressIn(output: Readable): Promise<string> {
  for await (const [line] of on(createInterface(output), "line", { close: ["close"] })) {
    const url: unknown = (JSON.parse(String(line)) as { url?: unknown }).url;
    if (typeof url === "string") return url;
  }
  throw new Error("the server ended before it listened");
}
