import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { expect, it } from "vitest";
import { createGate, demoWorkflows } from "./demo-workflows.ts";
import { startScriptedServer } from "./scripted-server.ts";

it("the program in the README runs and prints the conversation", async () => {
  const folder = join(import.meta.dirname, "..");
  const readme = await readFile(join(folder, "README.md"), "utf8");
  const gate = createGate();
  await using server = await startScriptedServer(demoWorkflows({ chunk: 8, rest: (said) => gate.pass(said) }));
  const program = /```ts\n([\s\S]*?)```/.exec(readme)?.[1]?.replace("http://localhost:8000", server.url) ?? "";
  const child = spawn(
    process.execPath,
    ["--conditions=@mozaiks/source", "--input-type=module-typescript", "--eval", program],
    { cwd: folder, stdio: ["ignore", "pipe", "inherit"] },
  );
  const [printed] = await Promise.all([text(child.stdout), once(child, "exit")]);
  expect(child.exitCode).toBe(0);
  expect(printed.trim().split("\n")).toEqual([
    "you: A recipe box for my family",
    "Greeter: **A recipe box for my family** – I like it! The Planner takes it from here.",
  ]);
});
