import { build } from "esbuild";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { expect, it } from "vitest";
import { createGate, demoWorkflows } from "./demo-workflows.ts";
import { startScriptedServer } from "./scripted-server.ts";

const folder = join(import.meta.dirname, "..");
const readme = await readFile(join(folder, "README.md"), "utf8");
const [conversation = "", testing = ""] = [...readme.matchAll(/```ts\n([\s\S]*?)```/g)].map(([, program]) => program);

async function run(program: string): Promise<string[]> {
  const child = spawn(
    process.execPath,
    ["--conditions=@mozaiks/source", "--input-type=module-typescript", "--eval", program],
    { cwd: folder, stdio: ["ignore", "pipe", "inherit"] },
  );
  const [printed] = await Promise.all([text(child.stdout), once(child, "exit")]);
  expect(child.exitCode).toBe(0);
  return printed.trim().split("\n");
}

it("the program in the README runs and prints the conversation", async () => {
  const gate = createGate();
  await using server = await startScriptedServer(demoWorkflows({ chunk: 8, rest: (said) => gate.pass(said) }));
  expect(await run(conversation.replace("http://localhost:8000", server.url))).toEqual([
    "you: A recipe box for my family",
    "Greeter: **A recipe box for my family** – I like it! The Planner takes it from here.",
  ]);
});

it("the test in the README runs without a server", async () => {
  expect(await run(testing)).toEqual(["1 answer after 2 connections"]);
});

it("the product's page in the README can be rendered", async () => {
  const folder = join(import.meta.dirname, "..");
  const readme = await readFile(join(folder, "README.md"), "utf8");
  const contents = /```tsx\n([\s\S]*?)```/.exec(readme)?.[1] ?? "";
  const render = `import { renderToString } from "react-dom/server.edge"; console.log(renderToString(<App />));`;
  const { outputFiles } = await build({
    stdin: { contents: contents + render, resolveDir: folder, loader: "tsx" },
    bundle: true,
    write: false,
    format: "esm",
    platform: "node",
    jsx: "automatic",
    conditions: ["@mozaiks/source"],
  });
  const child = spawn(process.execPath, ["--input-type=module", "-"], { stdio: ["pipe", "pipe", "inherit"] });
  child.stdin.end(outputFiles[0]?.text);
  const [printed] = await Promise.all([text(child.stdout), once(child, "exit")]);
  expect(printed.trim()).toBe('<button>Ask about this invoice</button><div data-mozaiks-chat=""></div>');
});
