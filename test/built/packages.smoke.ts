import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { readdir, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import type { Frame } from "@mozaiks/contracts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runMozaiks, startMozaiks, stopMozaiks } from "../../packages/cli/test/mozaiks-process.ts";
import { patternUses } from "../../packages/cli/src/workflow-patterns.ts";
import { ChatTab } from "../../packages/chatui/test/browser/chat-tab.ts";
import { firstConversation } from "../../packages/chatui/test/browser/first-conversation.ts";
import { openBrowser, openTab } from "../browser/open-browser.ts";
import { type Installation, installPackages, libraryNames } from "./installation.ts";
import { fetchNode, oldestNode } from "./oldest-node.ts";

const repository = resolve(import.meta.dirname, "../..");
/** What the command needs; an app needs a newer one. */
const nodeFolder = fetchNode(repository, oldestNode(manifestOf("cli")));
const run = promisify(execFile);

describe.skipIf(nodeFolder === undefined)("the built packages, installed with the oldest Node they run on", () => {
  let installed: Installation;
  let command: { cwd: string; env: Readonly<Record<string, string>>; node: string; program: string };

  beforeAll(async () => {
    installed = await installPackages(repository, nodeFolder ?? "");
    const { folder: cwd, env } = installed;
    const [node, program] = [join(nodeFolder ?? "", "node"), join(cwd, "node_modules/.bin/mozaiks")];
    command = { cwd, env, node, program };
  });
  afterAll(() => installed[Symbol.asyncDispose]());

  it.each(libraryNames)("%s loads from every entry, and its types are found", async (name) => {
    const manifest = await installed.manifest(name);
    const node = join(fetchNode(repository, oldestNode(manifest)) ?? "", "node");
    const { exports = {} } = manifest;
    // Not what only a browser can load.
    const entries = Object.keys(exports)
      .filter((entry) => !/\.(?:json|css)$|^\.\/embed/.test(entry))
      .map((entry) => name + entry.slice(1).replace("*", "de"));
    const lines = entries.map((entry, index) => `import * as entry${index} from ${JSON.stringify(entry)};`);
    const names = entries.map((_, index) => `entry${index}`).join(", ");
    const file = join(installed.folder, "entries.mts");
    await writeFile(file, [...lines, `console.log([${names}].length);`].join("\n"));
    const { stdout } = await run(node, ["--no-warnings", file], {
      cwd: installed.folder,
      env: installed.env,
    });
    expect(stdout).toBe(`${entries.length}\n`);
    const tsc = join(repository, "node_modules/.bin/tsc");
    const flags = "--noEmit --strict --skipLibCheck --module nodenext --lib es2024,esnext.disposable,dom".split(" ");
    await run(tsc, [...flags, file], { cwd: installed.folder });
  });

  it("an app keeps records in a file and answers over HTTP", async () => {
    const program = join(installed.folder, "app.mjs");
    await writeFile(program, appProgram);
    const node = join(fetchNode(repository, oldestNode(manifestOf("core-runtime"))) ?? "", "node");
    const { stdout } = await run(node, [program], { cwd: installed.folder, env: installed.env });
    expect(JSON.parse(stdout.trim().split("\n").at(-1) ?? "")).toEqual([201, { items: [{ title: "Milk" }], total: 1 }]);
  });

  it("says its version and finds a workflow valid", async () => {
    const { version } = await installed.manifest("mozaiks");
    expect((await runMozaiks(["--version"], command)).stdout.trim()).toBe(version);
    const { code, stdout } = await runMozaiks(["validate", "workflows"], command);
    expect(stdout).toMatch(/1 workflow, 0 errors, 0 warnings\n$/);
    expect(code).toBe(0);
  });

  it("carries every pattern, and writes workflows of them whose scenarios pass", async () => {
    const carried = join(installed.folder, "node_modules/mozaiks/dist/templates");
    expect((await readdir(carried)).toSorted()).toEqual(Object.keys(patternUses).toSorted());
    for (const pattern of ["default", "redundant"]) {
      const line = ["new", "workflow", `Tea_${pattern}`, "--pattern", pattern, "--dir", "more"];
      expect((await runMozaiks(line, command)).stderr).toBe("");
    }
    const { code, stdout } = await runMozaiks(["test", "more"], command);
    expect(stdout).toMatch(/\n[1-9] passed, 0 failed\n$/);
    expect(code).toBe(0);
  });

  it("carries the assistant of the Ask mode", async () => {
    const { child, url } = await startMozaiks(["dev"], command);
    const { stdout } = await runMozaiks(["chat", "ask", "--url", url], { ...command, input: "Hello\n" });
    expect(stdout).toContain("No language model is answering.");
    expect(await stopMozaiks(child)).toBe(0);
  });

  it("keeps a conversation in a terminal over a restart", async () => {
    const dev = await startMozaiks(["dev"], command);
    const chat = ["chat", "HelloWorld", "--json", "--chat", "built_1"];
    const first = await runMozaiks([...chat, "--url", dev.url], { ...command, input: "A quiz about birds\n" });
    expect(first.stderr).toBe("");
    expect(wordsOf(first.stdout)).toMatch(/what you would like to build[^]*A quiz about birds/);
    expect(await stopMozaiks(dev.child)).toBe(0);
    const again = await startMozaiks(["dev"], command);
    const second = await runMozaiks([...chat, "--url", again.url], { ...command, input: "" });
    expect(wordsOf(second.stdout)).toContain("A quiz about birds");
    expect(await stopMozaiks(again.child)).toBe(0);
  });

  it("serves the page that was built, and it leads to a plan", async () => {
    const { child, url } = await startMozaiks(["dev"], command);
    const browser = await openBrowser();
    try {
      const { page, problems } = await openTab(browser);
      expect(await firstConversation(new ChatTab(page, url))).toMatch(/Greeter handed over to Planner[^]*Weekend 1/);
      expect(problems).toEqual([]);
    } finally {
      await browser.close();
      expect(await stopMozaiks(child)).toBe(0);
    }
  });
});

function manifestOf(folder: string): { readonly engines?: { readonly node?: string } } {
  return JSON.parse(readFileSync(join(repository, "packages", folder, "package.json"), "utf8"));
}

const appProgram = `
import { auth, defineApp, defineCollection } from "@mozaiks/core-runtime";
import { parseConfig, startApp } from "@mozaiks/core-runtime/server";
import { z } from "zod";

const everybody = auth.public();
const rules = { list: everybody, read: everybody, create: everybody, update: everybody, delete: everybody };
const notes = defineCollection("notes", { scope: "global", schema: z.object({ title: z.string() }), rules });
const config = parseConfig({ PORT: "0", DATA_PATH: "app-data", LOG_LEVEL: "error" });
await using app = await startApp(defineApp({ name: "notes", collections: [notes] }), config);
const headers = { "content-type": "application/json" };
const created = await fetch(app.url + "/api/notes", { method: "POST", headers, body: JSON.stringify({ title: "Milk" }) });
const { items, total } = await (await fetch(app.url + "/api/notes?count=true")).json();
console.log(JSON.stringify([created.status, { items: items.map(({ title }) => ({ title })), total }]));
`;

function wordsOf(lines: string): string {
  const frames = lines
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as Frame);
  return frames.flatMap((frame) => (frame.type === "agent_message" ? [frame.content] : [])).join("\n");
}
