import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { SignJWT } from "jose";

const secret = "a secret of a benchmark, long enough for HS256";
const cli = fileURLToPath(new URL("../../packages/cli/bin/mozaiks.mjs", import.meta.url));

export interface Server {
  /** The body of an answer to a user who has one chat; throws unless its status is 2xx. */
  request(user: User, method: string, path: string, body?: object): Promise<unknown>;
}

export interface User {
  readonly chatId: string;
  readonly workflowId: string;
}

/** Gives what `use` makes of `mozaiks dev` (which watches) or `mozaiks runtime`, a process of its own until then. */
export async function withServer<T>(
  mode: "dev" | "runtime",
  { workflows, data }: { readonly workflows: string; readonly data: string },
  use: (server: Server) => Promise<T>,
): Promise<T> {
  const args = [mode, "--port", "0", "--host", "127.0.0.1", "--json", "--data", data, "--workflows", workflows];
  const env = {
    PATH: process.env["PATH"],
    JWT_SECRET: secret,
    MODEL_PROVIDER: "rehearsal",
    LOG_LEVEL: "error",
  };
  const child = spawn(process.execPath, [cli, ...args], { stdio: ["ignore", "pipe", "inherit"], cwd: data, env });
  const ended = once(child, "exit");
  try {
    const [line] = (await Promise.race([
      once(createInterface(child.stdout), "line"),
      ended.then(() => Promise.reject(new Error("the server ended before it listened"))),
    ])) as [string];
    const { url } = JSON.parse(line) as { url: string };
    return await use({ request: (user, method, path, body) => request(user, method, `${url}${path}`, body) });
  } finally {
    child.kill("SIGTERM");
    await ended;
  }
}

async function request({ chatId, workflowId }: User, method: string, url: string, body?: object): Promise<unknown> {
  const authorization = `Bearer ${await token(chatId, workflowId)}`;
  const response = await fetch(url, {
    method,
    headers: { authorization, "content-type": "application/json" },
    ...(body && { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`${method} ${url}: ${response.status} ${await response.text()}`);
  return response.json();
}

function token(chat_id: string, workflow_id: string): Promise<string> {
  return new SignJWT({ app_id: "bench", user_id: `user-${chat_id}`, workflow_id, chat_id, scope: "workflow:execute" })
    .setProtectedHeader({ alg: "HS256" })
    .setIssuer("mozaiks")
    .setAudience("mozaiks-runtime")
    .setExpirationTime("1h")
    .sign(Buffer.from(secret));
}
