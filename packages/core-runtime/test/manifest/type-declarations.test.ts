import { auth, defineApp, defineCollection } from "@mozaiks/core-runtime";
import { toTypeDeclarations } from "@mozaiks/core-runtime/server";
import { execFile } from "node:child_process";
import { mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { expect, it } from "vitest";
import { z } from "zod";

const root = resolve(import.meta.dirname, "../../../..");
const tasks = defineCollection("tasks", { schema: z.object({ title: z.string() }), rules: {} });
const inner = defineCollection("inner", { schema: z.object({}), rules: {} });
const quickAdd = auth.requireUser(() => ({ id: "1" }));
const routes = { "POST /api/quick-add": quickAdd, "GET /api/hidden": () => ({}) };
const { compiled } = defineApp({ name: "shop", collections: [tasks, inner], routes });

it("names each collection and route by what the app exports, and says what is not exported", () => {
  const text = toTypeDeclarations(compiled, { path: "./app.ts", exports: { allTasks: tasks, quickAdd, default: {} } });
  expect(text).toContain('    readonly tasks: typeof import("./app.ts").allTasks;\n');
  expect(text).toContain("    // inner: export it from ./app.ts to use it as db.inner\n");
  expect(text).toContain('    readonly "POST /api/quick-add": typeof import("./app.ts").quickAdd;\n');
  expect(text).toContain("    // GET /api/hidden: export its handler from ./app.ts to call it from a client\n");
});

const appSource = `
import { auth, datetime, db, decimal, defineApp, defineCollection, owner, reference } from "@mozaiks/core-runtime";
import { z } from "zod";
export const tasks = defineCollection("tasks", {
  schema: z.object({
    title: z.string(),
    priority: z.int().default(0),
    price: decimal({ precision: 12, scale: 2 }).optional(),
    due: datetime().nullable(),
    project: reference("projects").optional(),
  }),
  rules: { read: owner() },
  hooks: {
    beforeWrite(next) {
      if (next) return { title: next.title.trim() };
    },
    afterCommit: ({ new: task }) => console.log(task?.priority.toFixed()),
  },
});
export const projects = defineCollection("projects", { schema: z.object({ name: z.string() }), rules: {} });
export const quickAdd = auth.requireUser(async ({ body }) => {
  const task = await db.tasks.create({ title: body.text, due: null });
  return { id: task.id, title: task.title };
});
export default defineApp({ name: "shop", collections: [tasks, projects], routes: { "POST /api/quick-add": quickAdd } });
`;

const useSource = `
import { db } from "@mozaiks/core-runtime";
import { createClient } from "@mozaiks/core-runtime/client";

export async function useClient(): Promise<void> {
  const client = createClient();
  const task = await client.tasks.create({ title: "a", due: null });
  const added: { id: string; title: string } = await client.call("POST /api/quick-add", { body: { text: task.title } });
  const items: readonly { readonly priority: number }[] = client.tasks.live({ filter: { priority: 1 } }).items;
  console.log(added, items);
  // @ts-expect-error -- there is no such route
  await client.call("POST /api/quick");
  // @ts-expect-error -- there is no such collection
  await client.unknown.list();
}

export async function use(): Promise<void> {
  const task = await db.tasks.create({ title: "a", due: null });
  const [title, priority, price, due]: [string, number, string | null, string | null] = [task.title, task.priority, task.price, task.due];
  const page = await db.tasks.list({ filter: { priority: { gte: 1 }, or: [{ price: null }, { title: { contains: "a" } }] }, sort: "-title" });
  const names: string[] = (await db.projects.list()).items.map(({ name }) => name);
  const count: number = await db.transaction(async (tx) => tx.tasks.count({ filter: { title } }));
  await db.tasks.update(task.id, { price: null }, { version: task.version });
  console.log(priority, price, due, page.items[0]?.owner, page.next_cursor, names, count);
}

export async function misuse(): Promise<void> {
  // @ts-expect-error -- a title is a text
  await db.tasks.create({ title: 1, due: null });
  // @ts-expect-error -- a title is required
  await db.tasks.create({ due: null });
  // @ts-expect-error -- there is no such field
  await db.tasks.create({ title: "a", due: null, titel: "a" });
  // @ts-expect-error -- there is no such collection
  await db.unknown.list();
  // @ts-expect-error -- there is no such field
  await db.tasks.list({ filter: { titel: "a" } });
  // @ts-expect-error -- a priority is a number
  await db.tasks.update("id", { priority: "high" });
  // @ts-expect-error -- a title may be long, but is no number
  const title: number = (await db.tasks.get("id")).title;
  console.log(title);
}
`;

const tsconfig = {
  compilerOptions: {
    strict: true,
    noEmit: true,
    module: "nodenext",
    target: "es2024",
    types: ["node"],
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    allowImportingTsExtensions: true,
    skipLibCheck: true,
    customConditions: ["@mozaiks/source"],
  },
  include: ["*.ts"],
};

it("makes db typed: what is wrong does not compile, and what is right does", { timeout: 60_000 }, async () => {
  const folder = await mkdtemp(join(tmpdir(), "mozaiks-types-"));
  try {
    await symlink(join(root, "node_modules"), join(folder, "node_modules"));
    const projects = defineCollection("projects", { schema: z.object({}), rules: {} });
    const { compiled: shop } = defineApp({ name: "shop", collections: [tasks, projects], routes });
    const declarations = toTypeDeclarations(shop, { path: "./app.ts", exports: { tasks, projects, quickAdd } });
    const files = { "app.ts": appSource, "use.ts": useSource, "mozaiks.d.ts": declarations };
    for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
    await writeFile(join(folder, "package.json"), '{"type":"module"}');
    await writeFile(join(folder, "tsconfig.json"), JSON.stringify(tsconfig));
    const compile = promisify(execFile)(join(root, "node_modules/.bin/tsc"), ["-p", folder]);
    const { stdout } = await compile.catch((error: { stdout: string }) => error);
    expect(stdout).toBe("");
  } finally {
    await rm(folder, { recursive: true });
  }
});
