import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { serve } from "@hono/node-server";
import { Hono } from "hono";
import { z } from "zod";
import { rows, sampleTask, users } from "../target.ts";

const folder = mkdtempSync(join(tmpdir(), "mozaiks-bench-"));
const database = new DatabaseSync(join(folder, "bare.sqlite"));
database.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;
  CREATE TABLE tasks (id TEXT PRIMARY KEY, owner TEXT NOT NULL, title TEXT NOT NULL, done INTEGER NOT NULL, priority INTEGER NOT NULL, created_at TEXT NOT NULL) STRICT, WITHOUT ROWID;
  CREATE INDEX tasks_owner ON tasks (owner, id);`);
const insert = database.prepare("INSERT INTO tasks VALUES (?, ?, ?, ?, ?, ?)");
const one = database.prepare("SELECT * FROM tasks WHERE id = ? AND owner = ?");
const page = database.prepare("SELECT * FROM tasks WHERE owner = ? ORDER BY id DESC LIMIT ?");
const count = database.prepare("SELECT count(*) AS total FROM tasks WHERE owner = ?");

const NewTask = z.strictObject({
  title: z.string().min(1).max(200),
  done: z.boolean().default(false),
  priority: z.int().min(0).max(5).default(0),
});
let last = 0;

function write(owner: string, { title, done, priority }: z.infer<typeof NewTask>) {
  last += 1;
  const id = String(last).padStart(36, "0");
  const createdAt = new Date().toISOString();
  insert.run(id, owner, title, Number(done), priority, createdAt);
  return { id, owner, title, done, priority, created_at: createdAt };
}

const app = new Hono();
const ownerOf = (header: string | undefined): string => header?.slice("User ".length) ?? "";
const toTask = (row: Record<string, unknown>) => ({ ...row, done: row["done"] === 1 });
app.post("/api/tasks", async (c) => {
  const body = NewTask.parse(await c.req.json());
  return c.json(write(ownerOf(c.req.header("authorization")), body), 201);
});
app.get("/api/tasks/:id", (c) => {
  const row = one.get(c.req.param("id"), ownerOf(c.req.header("authorization")));
  return row ? c.json(toTask(row)) : c.json({ code: "record.not-found" }, 404);
});
app.get("/api/tasks", (c) => {
  const owner = ownerOf(c.req.header("authorization"));
  const items = page.all(owner, Number(c.req.query("limit") ?? 50)).map(toTask);
  return c.json({ items, ...(c.req.query("count") && { total: count.get(owner)?.["total"] }) });
});

database.exec("BEGIN");
const ids = Array.from({ length: rows }, (_, index) => write(`user${index % users}`, sampleTask(index)).id);
database.exec("COMMIT");
const server = serve({ fetch: app.fetch, port: 0, hostname: "127.0.0.1" }, ({ port }) =>
  process.send?.(JSON.stringify({ port, ids })),
);
process.once("disconnect", () => {
  server.close();
  database.close();
  rmSync(folder, { recursive: true, force: true });
});
