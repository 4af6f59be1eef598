import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { openSqliteEventStore } from "../../src/adapters/sqlite/sqlite-event-store.ts";
import { tenantOf } from "../../src/ports.ts";
import { makeTemporaryFolder } from "./temporary-folder.ts";

const acme = tenantOf("acme");
const node = [process.execPath, "--conditions=@mozaiks/source"] as const;

it("keeps every acknowledged append, without a gap, through kill -9 at random moments", async () => {
  await using folder = await makeTemporaryFolder();
  const acknowledged = new Map<string, number>();
  for (let round = 0; round < 5; round += 1) {
    await killDuringAppends(folder.path, acknowledged, 50 + Math.random() * 400);

    await using store = await openSqliteEventStore({ folder: folder.path });
    expect(acknowledged.size).toBe(8);
    for (const [chat, seq] of acknowledged) {
      const { events, head_seq } = await store.read(acme, chat);
      expect(head_seq).toBeGreaterThanOrEqual(seq);
      expect(events.map((event) => event.seq)).toEqual(events.map((_, index) => index + 1));
      const numbers = events.map((event) => (event.type === "notice" ? event.detail?.split(" ")[1] : undefined));
      expect(numbers).toEqual(events.map((_, index) => `${index + 1}`));
      expect(await store.session(acme, chat)).toMatchObject({ head_seq: events.length });
      acknowledged.set(chat, head_seq);
    }
  }
}, 60_000);

it("lets one process at a time have a folder, and the next at once when that one is killed", async () => {
  await using folder = await makeTemporaryFolder();
  const { child } = await startAppending(folder.path, () => undefined);
  const opening = openSqliteEventStore({ folder: folder.path });
  await expect(opening).rejects.toMatchObject({ code: "store.in-use" });
  await expect(opening).rejects.toThrow(/mozaiks\.db.*Stop it, or give this one a data folder of its own/);
  await kill(child);
  await using store = await openSqliteEventStore({ folder: folder.path });
  expect((await store.read(acme, "chat-0")).head_seq).toBeGreaterThan(0);
}, 30_000);

it("fails the whole group when the disk is full, and tells the truth when it is read afterwards", async () => {
  await using folder = await makeTemporaryFolder();
  const script = fileURLToPath(new URL("append-until-full.ts", import.meta.url));
  // Files of this process end at 4 MiB (in blocks of 512 bytes).
  const limited = ["-c", 'ulimit -f 8192; exec "$@"', "sh", ...node, script, folder.path];
  const child = spawn("sh", limited, { stdio: ["ignore", "pipe", "inherit"] });
  const { failures, acknowledged, found } = JSON.parse(await text(child.stdout)) as {
    failures: string[];
    acknowledged: number[];
    found: { head_seq: number; count: number }[];
  };
  expect(failures).toEqual(["store.unavailable", "store.unavailable", "store.unavailable"]);
  expect(acknowledged[0]).toBeGreaterThan(0);
  expect(found).toEqual(acknowledged.map((seq) => ({ head_seq: seq, count: seq })));

  await using store = await openSqliteEventStore({ folder: folder.path });
  for (const [index, chat] of ["a", "b", "c"].entries()) {
    const { events } = await store.read(acme, chat);
    expect(events.length).toBeGreaterThanOrEqual(acknowledged[index] ?? 0);
  }
}, 30_000);

async function killDuringAppends(folder: string, acknowledged: Map<string, number>, afterMs: number): Promise<void> {
  const { child, lines } = await startAppending(folder, (line) => {
    const [chat = "", seq] = line.split(" ");
    acknowledged.set(chat, Number(seq));
  });
  const killed = once(child, "exit");
  setTimeout(() => child.kill("SIGKILL"), afterMs);
  await Promise.all([killed, once(lines, "close")]);
}

/** Resolves once every chat has an acknowledged append. */
async function startAppending(folder: string, onLine: (line: string) => void) {
  const [command, ...options] = node;
  const script = fileURLToPath(new URL("append-forever.ts", import.meta.url));
  const child = spawn(command, [...options, script, folder, "8"], { stdio: ["ignore", "pipe", "inherit"] });
  const lines = createInterface({ input: child.stdout });
  const started = Promise.withResolvers<void>();
  const chats = new Set<string>();
  lines.on("line", (line) => {
    if (line === "open") return;
    onLine(line);
    chats.add(line.split(" ")[0] ?? "");
    if (chats.size === 8) started.resolve();
  });
  child.once("exit", () => started.reject(new Error("the appending process ended early")));
  await started.promise;
  return { child, lines };
}

async function kill(child: ChildProcess): Promise<void> {
  const exited = once(child, "exit");
  child.kill("SIGKILL");
  await exited;
}
