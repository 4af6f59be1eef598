import { execFile } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadedWorkflows } from "../packages/cli/src/banner.ts";
import { runMozaiks, startMozaiks, stopMozaiks } from "../packages/cli/test/mozaiks-process.ts";
import { runHere } from "../packages/cli/test/run-here.ts";

const root = resolve(import.meta.dirname, "..");
const readme = readFileSync(join(root, "README.md"), "utf8");

/** The blocks whose first line names a file, as somebody would paste them. */
const files = [...readme.matchAll(/^```\w+\n((?:#|\/\/) (workflows\/[\w./]+).*\n[^]*?)^```$/gm)].map(
  ([, content = "", path = ""]) => ({ path, content }),
);

describe("the README's first workflow", () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "mozaiks-readme-"));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it("is taken up by a server that runs already, is valid, and answers in the terminal", async () => {
    const { child, url } = await startMozaiks(["dev"], { cwd: folder });
    // Its first file makes the folder a workflow.
    for (const { path, content } of files.toReversed()) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), content);
    }
    const checked = await runHere(["validate", join(folder, "workflows")], { cwd: folder });
    expect(checked.stdout).toBe("1 workflow, 0 errors, 0 warnings\n");
    await expect.poll(() => loadedWorkflows(url)).toContainEqual({ workflow_id: "Tea", title: "Tea" });
    const input = "A green tea, please\n";
    const { stdout } = await runMozaiks(["chat", "Tea", "--url", url], { cwd: folder, input });
    expect(stdout).toMatch(/✓ brew .*"ready_in_minutes":3[^]*Host\nIt is on its way\./);
    expect(await stopMozaiks(child)).toBe(0);
  });
});

it.each(["testkit", "core-runtime"])("the program in %s's README prints what it says", async (name) => {
  const folder = join(root, "packages", name);
  const text = readFileSync(join(folder, "README.md"), "utf8");
  const block = (language: string) => new RegExp(`^\`\`\`${language}\\n([^]*?)^\`\`\`$`, "m").exec(text)?.[1] ?? "";
  const flags = ["--conditions=@mozaiks/source", "--input-type=module-typescript", "--eval", block("ts")];
  const { stdout } = await promisify(execFile)(process.execPath, flags, { cwd: folder });
  expect(stdout).toBe(block("text"));
});

describe("links between documents", async () => {
  const folders = ["", "docs", "docs/decisions", ...(await below("packages")), ...(await below("examples"))];
  const pages = (await Promise.all(folders.map(markdownIn))).flat();

  it.each(pages)("of %s lead to files that are there", (page) => {
    const text = readFileSync(join(root, page), "utf8");
    const targets = [...text.matchAll(/\]\((?!https?:|mailto:|#)([^)#\s]+)/g)].map(([, target = ""]) => target);
    expect(targets.filter((target) => !existsSync(join(root, dirname(page), target)))).toEqual([]);
  });

  async function below(folder: string): Promise<string[]> {
    const entries = await readdir(join(root, folder), { withFileTypes: true });
    return entries.filter((entry) => entry.isDirectory()).map(({ name }) => join(folder, name));
  }

  async function markdownIn(folder: string): Promise<string[]> {
    return (await readdir(join(root, folder))).filter((name) => name.endsWith(".md")).map((name) => join(folder, name));
  }
});
