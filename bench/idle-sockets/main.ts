import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join as joinPath } from "node:path";
import { fileURLToPath } from "node:url";
import { SignJWT } from "jose";
import { WebSocket } from "ws";

const secret = "a secret of a benchmark, long enough for HS256";
const turnsBefore = 3;
const warm = 500;
const counts = [2_000];

interface Memory {
  readonly rss: number;
  readonly heapUsed: number;
}

async function urlOf(server: string, index: number): Promise<string> {
  const claims = { app_id: "bench", user_id: `user-${index}`, workflow_id: "Quiet", chat_id: `chat-${index}` };
  const token = await new SignJWT({ ...claims, scope: "workflow:execute" })
    .setProtectedHeader({ alg: "HS256" })
    .setIssuer("mozaiks")
    .setAudience("mozaiks-runtime")
    .setExpirationTime("1h")
    .sign(Buffer.from(secret));
  return `${server.replace("http", "ws")}/ws/chat?token=${token}`;
}

/** A socket that has joined a chat of its own, after `turns` turns in it. */
async function join(server: string, index: number, turns: number): Promise<WebSocket> {
  const socket = new WebSocket(await urlOf(server, index), { perMessageDeflate: false });
  const { promise: isQuiet, resolve, reject } = Promise.withResolvers<void>();
  let left = turns;
  socket.on("error", reject);
  socket.on("message", (data: Buffer) => {
    const text = data.toString();
    if (!text.startsWith('{"type":"replay_complete"') && !text.startsWith('{"type":"run_paused"')) return;
    if (left === 0) resolve();
    if (left > 0) socket.send(JSON.stringify({ type: "user_message", content: "Quiet?" }));
    left -= 1;
  });
  await isQuiet;
  return socket;
}

async function joinMany(server: string, first: number, count: number, turns: number): Promise<WebSocket[]> {
  const sockets: WebSocket[] = [];
  while (sockets.length < count) {
    const from = first + sockets.length;
    const size = Math.min(50, count - sockets.length);
    sockets.push(...(await Promise.all(Array.from({ length: size }, (_, index) => join(server, from + index, turns)))));
  }
  return sockets;
}

async function memoryOf(child: ChildProcess): Promise<Memory> {
  const answer = once(child, "message");
  child.send("memory");
  return (await answer)[0] as Memory;
}

const folder = await mkdtemp(joinPath(tmpdir(), "mozaiks-idle-"));
const place = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

/** Runs a server on the folder while `use` needs it. */
async function withServer(use: (url: string, child: ChildProcess) => Promise<WebSocket[]>): Promise<void> {
  const execArgv = ["--expose-gc", ...process.execArgv];
  const child = fork(place("server.ts"), [folder, secret, place("workflows")], { execArgv });
  const [url] = (await once(child, "message")) as [string];
  for (const socket of await use(url, child)) socket.terminate();
  child.disconnect();
  await once(child, "exit");
}

await withServer((url) => joinMany(url, 0, warm + counts.reduce((sum, count) => sum + count, 0), turnsBefore));

const rows: Record<string, object> = {};
await withServer(async (url, child) => {
  const sockets = await joinMany(url, 0, warm, 0);
  let before = await memoryOf(child);
  for (const count of counts) {
    sockets.push(...(await joinMany(url, sockets.length, count, 0)));
    const after = await memoryOf(child);
    const each = (from: number, to: number): string => ((to - from) / count / 1_024).toFixed(1);
    rows[`${sockets.length - count} → ${sockets.length}`] = {
      "KB resident each": each(before.rss, after.rss),
      "KB heap each": each(before.heapUsed, after.heapUsed),
      "RSS MiB": (after.rss / 1_048_576).toFixed(0),
    };
    before = after;
  }
  return sockets;
});
await rm(folder, { recursive: true });

console.log(`Node ${process.version}; the server's memory after a collection, for each socket more. Every socket is authenticated and
joins a chat of its own, in which ${turnsBefore} turns (19 events) were said to an earlier process; then nothing happens.`);
console.table(rows);
