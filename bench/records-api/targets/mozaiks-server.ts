import { once } from "node:events";
import { openSync, writeSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { auth, defineApp, defineCollection, owner } from "@mozaiks/core-runtime";
import { parseConfig, startApp } from "@mozaiks/core-runtime/server";
import { z } from "zod";
import { createAppTokens } from "../../../packages/core-runtime/src/identity/app-tokens.ts";
import { newMember } from "../../../packages/core-runtime/src/identity/members.ts";
import { newAccount } from "../../../packages/core-runtime/src/identity/new-account.ts";
import { newSession } from "../../../packages/core-runtime/src/identity/sessions.ts";
import { insertion } from "../../../packages/core-runtime/src/identity/stored-rows.ts";
import { openLog } from "../../../packages/core-runtime/src/logs/open-log.ts";
import type { Kernel } from "../../../packages/core-runtime/src/kernel.ts";
import { rows, sampleTask, users } from "../target.ts";
import type { MozaiksReady } from "./mozaiks.ts";

const app = defineApp({
  name: "bench",
  collections: [
    defineCollection("tasks", {
      schema: z.object({
        title: z.string().min(1).max(200),
        done: z.boolean().default(false),
        priority: z.int().min(0).max(5).default(0),
      }),
      rules: { list: owner(), read: owner(), create: auth.signedIn(), update: owner(), delete: owner() },
      indexes: [["owner"]],
    }),
  ],
});

const durability = process.argv[2] === "normal" ? "normal" : "full";
const folder = await mkdtemp(join(tmpdir(), "mozaiks-bench-"));
const limits = { LIMIT_READS_PER_MINUTE: "1000000", LIMIT_WRITES_PER_MINUTE: "1000000" };
const config = parseConfig({ ...limits }, { port: 0, host: "127.0.0.1", dataFolder: folder });
const nowhere = openSync("/dev/null", "w");
let lines = "";
/** In pieces of 4 KiB, as the log writes to standard output. */
function writeLog(line: string): void {
  lines += line;
  if (lines.length < 4096) return;
  writeSync(nowhere, lines);
  lines = "";
}

// Every request is logged as in production; nobody reads it here.
const log = openLog({
  level: "info",
  hasMessages: false,
  destination: { write: writeLog },
});
const running = await startApp(app, config, { durability, log });
const ready = await fill(running.kernel, `http://localhost:${running.port}`);
process.send?.(JSON.stringify({ port: running.port, ...ready } satisfies MozaiksReady));
await once(process, "disconnect");
await running[Symbol.asyncDispose]();
await rm(folder, { recursive: true, force: true });

/** 100 members of one organisation, so that nothing but the owner rule separates them. */
async function fill(kernel: Kernel, publicUrl: string): Promise<Omit<MozaiksReady, "port">> {
  const organization = insertion(kernel, "_organizations", { name: "Bench", personal: false });
  await kernel.engine.apply([organization.write]);
  const appTokens = createAppTokens(kernel, { publicUrl, appId: "bench" });
  const members = await Promise.all(
    Array.from({ length: users }, async (_, index) => {
      const email = `user${index}@example.com`;
      const { account, writes } = newAccount(kernel, { email, name: `User ${index}`, passwordHash: "none" });
      const membership = newMember(kernel, account, { organization: organization.row.id, role: "member" });
      const session = newSession(kernel, account, { organization: organization.row.id, userAgent: null });
      await kernel.engine.apply([...writes, ...membership, session.write]);
      const { token } = await appTokens.issue({ sub: account.id, org: organization.row.id, sid: session.row.id });
      return { token, id: account.id };
    }),
  );
  const owned = Array.from({ length: rows }, (_, index) => ({ user: index % users, id: kernel.newId() }));
  const now = kernel.now().toISOString();
  for (let start = 0; start < rows; start += 500)
    await kernel.engine.apply(
      owned.slice(start, start + 500).map(({ user, id }, index) => ({
        kind: "insert",
        collection: "tasks",
        guard: { op: "constant", value: true },
        row: {
          tenant: organization.row.id,
          id,
          owner: members[user]?.id ?? null,
          version: 1,
          created_at: now,
          updated_at: now,
          deleted_at: null,
          ...sampleTask(start + index),
        },
      })),
    );
  return { tokens: members.map(({ token }) => token), owned };
}
