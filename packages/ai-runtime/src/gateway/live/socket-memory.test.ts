import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { connectSocket } from "@mozaiks/testkit";
import { expect, it } from "vitest";
import { grant, issuer } from "../../../test/live/live-gateway.ts";
import { issueLaunchToken } from "../access/issue-token.ts";

interface Memory {
  readonly rss: number;
  readonly heap: number;
  readonly sockets: number;
}

async function ask<T>(child: ChildProcess, question?: string): Promise<T> {
  const answer = once(child, "message");
  if (question) child.send(question);
  return (await answer)[0] as T;
}

it("an idle socket costs at most 12 KB of the server's memory", async () => {
  const server = fork(fileURLToPath(new URL("../../../test/live/idle-server.ts", import.meta.url)), {
    execArgv: ["--expose-gc", "--conditions=@mozaiks/source"],
  });
  const { origin } = await ask<{ origin: string }>(server);
  async function connectOne(index: number): Promise<AsyncDisposable> {
    const { token } = await issueLaunchToken(issuer, { ...grant, chat_id: `chat_${index}` });
    const client = await connectSocket(`${origin}/ws/chat?token=${token}`);
    await client.frame((frame) => frame.type === "replay_complete");
    return client;
  }
  async function connectMany(count: number, first: number): Promise<AsyncDisposable[]> {
    const clients: AsyncDisposable[] = [];
    while (clients.length < count) {
      const batch = Array.from({ length: 50 }, (_, index) => connectOne(first + clients.length + index));
      clients.push(...(await Promise.all(batch)));
    }
    return clients;
  }
  // What the first connections load and compile is not the price of one more.
  const warm = await connectMany(500, 0);
  const before = await ask<Memory>(server, "memory");
  const idle = await connectMany(1000, 500);
  const after = await ask<Memory>(server, "memory");
  expect(after.sockets - before.sockets).toBe(1000);
  const heap = (after.heap - before.heap) / 1000;
  const rss = (after.rss - before.rss) / 1000;
  process.stdout.write(`idle socket: ${(heap / 1024).toFixed(1)} KB heap, ${(rss / 1024).toFixed(1)} KB resident\n`);
  for (const client of [...warm, ...idle]) await client[Symbol.asyncDispose]();
  server.send("close");
  await once(server, "exit");
  expect(heap).toBeLessThan(12 * 1024);
}, 60_000);
