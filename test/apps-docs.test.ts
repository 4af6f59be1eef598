import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { promisify } from "node:util";
import { expect, it } from "vitest";
import { problems } from "../packages/contracts/src/problems.ts";

const root = resolve(import.meta.dirname, "..");
const page = readFileSync(join(root, "docs/apps.md"), "utf8");

it("the app of docs/apps.md does what the page says", async () => {
  const folder = await mkdtemp(join(tmpdir(), "mozaiks-apps-"));
  try {
    await symlink(join(root, "node_modules"), join(folder, "node_modules"));
    await writeFile(join(folder, "package.json"), JSON.stringify({ private: true, type: "module" }));
    const files = [...page.matchAll(/^```ts\n(\/\/ (backend\/[\w./]+)\n[^]*?)^```$/gm)];
    expect(files.length).toBe(4);
    for (const [, content = "", path = ""] of files) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), content);
    }
    const [, printed] = /^```text\n([^]*?)^```$/m.exec(page) ?? [];
    const flags = ["--conditions=@mozaiks/source", "backend/src/try.ts"];
    const { stdout } = await promisify(execFile)(process.execPath, flags, { cwd: folder });
    expect(stdout).toBe(printed);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

it("the codes in the README of core-runtime have the status that it says", () => {
  const readme = readFileSync(join(root, "packages/core-runtime/README.md"), "utf8");
  const rows = [...readme.matchAll(/^\| ((?:`[\w.-]+`(?:, )?)+) +\| ([\d, ]+?) +\|/gm)];
  expect(rows.length).toBeGreaterThan(8);
  for (const [, codes = "", statuses = ""] of rows)
    for (const [, code = ""] of codes.matchAll(/`([\w.-]+)`/g))
      expect([code, statuses.split(", ")]).toEqual([code, expect.arrayContaining([String(statusOf(code))])]);
});

function statusOf(code: string): number | undefined {
  return Object.entries(problems).find(([known]) => known === code)?.[1].status;
}
