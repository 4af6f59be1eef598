import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { stripTypeScriptTypes } from "node:module";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { expect, it } from "vitest";

const folder = resolve(import.meta.dirname, "..");
const readme = readFileSync(join(folder, "README.md"), "utf8");
const block = (language: string) => new RegExp(`^\`\`\`${language}\\n([^]*?)^\`\`\`$`, "m").exec(readme)?.[1] ?? "";

it("the README's program prints what the README says, and ends", async () => {
  const cache = join(folder, "node_modules/.cache");
  await mkdir(cache, { recursive: true });
  const home = await mkdtemp(join(cache, "readme-"));
  const program = block("ts").replace("./workflows", resolve(folder, "../../examples/onboarding/workflows"));
  await writeFile(join(home, "program.mjs"), stripTypeScriptTypes(program));
  const env = { PATH: process.env["PATH"], LOG_LEVEL: "error" };
  const run = promisify(execFile);
  const { stdout } = await run(process.execPath, ["--conditions=@mozaiks/source", "program.mjs"], { cwd: home, env });
  expect(stdout).toBe(block("text"));
  await rm(home, { recursive: true, force: true });
});
