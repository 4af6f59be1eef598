import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, dirname, join, resolve } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runMozaiks, startMozaiks, stopMozaiks } from "../../packages/cli/test/mozaiks-process.ts";
import { packPackages } from "./installation.ts";

const repository = resolve(import.meta.dirname, "../..");
const run = promisify(execFile);

describe("an app that mozaiks new app wrote, with the packages as they are published", () => {
  let folder: string;
  let app: { cwd: string; env: Readonly<Record<string, string>>; program: string };

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "mozaiks-built-app-"));
    const env = { PATH: [dirname(process.execPath), "/usr/bin", "/bin"].join(delimiter), HOME: folder };
    const made = await runMozaiks(["new", "app", "my-app"], { cwd: folder, env: { ...env, MOZAIKS_USE_DIST: "1" } });
    expect(made).toMatchObject({ code: 0, stderr: "" });
    const cwd = join(folder, "my-app");
    const tarballs = (await packPackages(repository, folder)).filter((file) => !file.includes("testkit"));
    await run("npm", ["install", "--no-audit", "--no-fund", "--prefer-offline", ...tarballs], { cwd });
    app = { cwd, env, program: join(cwd, "node_modules/.bin/mozaiks") };
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it("builds, and its tests pass", async () => {
    await run("npm", ["run", "build"], app);
    const { stdout } = await run("npm", ["test", "--", "--no-color"], app);
    expect(stdout).toMatch(/Tests +3 passed/);
  });

  it("has nothing uncommitted that follows from its definition, and leaks nothing", async () => {
    expect(await runMozaiks(["app", "manifest", "--check"], app)).toMatchObject({ code: 0, stderr: "" });
    const { code, stdout } = await runMozaiks(["app", "prove"], app);
    expect(stdout).toMatch(/✓ proved: my-app/);
    expect(code).toBe(0);
  });

  it("starts, serves an account, and keeps it over a restart", async () => {
    const input = "a long password\n";
    const create = ["app", "user", "create", "--email", "ann@example.com", "--json"];
    expect(await runMozaiks(create, { ...app, input })).toMatchObject({ code: 0, stderr: "" });
    for (const command of ["start", "dev"]) {
      const { child, url } = await startMozaiks(["app", command], app);
      const answer = await fetch(`${url}/api/auth/sign-in`, {
        method: "POST",
        headers: { "content-type": "application/json", "x-mozaiks-request": "1" },
        body: JSON.stringify({ email: "ann@example.com", password: "a long password" }),
      });
      expect(answer.status).toBe(200);
      expect(await stopMozaiks(child)).toBe(0);
    }
  });
});
