import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { binary, repository, runMozaiks, startMozaiks, stopMozaiks } from "./mozaiks-process.ts";
import { oldNode } from "./old-node.ts";

const env = { JWT_SECRET: "a secret of the tests, long enough", MODEL_PROVIDER: "rehearsal", LOG_LEVEL: "error" };
const server = ["runtime", "--workflows", join(repository, "examples/hello-world/workflows")];

let cwd: string;
beforeAll(async () => {
  cwd = await mkdtemp(join(tmpdir(), "mozaiks-launcher-"));
});
afterAll(() => rm(cwd, { recursive: true, force: true }));

describe.skipIf(oldNode === undefined)("mozaiks on a Node that is too old", () => {
  const node = oldNode ?? "";

  it("runs with the pinned Node and passes output and exit code on", async () => {
    const help = await runMozaiks(["--help"], { cwd, node });
    const wrong = await runMozaiks(["nothing"], { cwd, node });
    expect(help.stdout).toContain("usage: mozaiks");
    expect([help.code, wrong.code]).toEqual([0, 2]);
  });

  it("stops gracefully when it is asked to", async () => {
    const { child, url } = await startMozaiks(server, { cwd, env, node });
    expect((await fetch(`${url}/health`)).status).toBe(200);
    expect(await stopMozaiks(child)).toBe(0);
    await expect(fetch(`${url}/health`)).rejects.toThrow("fetch failed");
  });

  it("leaves nothing behind when it is killed", async () => {
    const { child, url } = await startMozaiks(server, { cwd, env, node });
    child.kill("SIGKILL");
    await once(child, "exit");
    await vi.waitFor(() => expect(fetch(`${url}/health`)).rejects.toThrow("fetch failed"), {
      timeout: 15_000,
      interval: 50,
    });
  });
});

describe("mozaiks runtime", () => {
  it("stops gracefully at SIGTERM and can start again on the same data", async () => {
    for (const signal of ["SIGTERM", "SIGKILL", "SIGTERM"] as const) {
      const { child, url } = await startMozaiks([...server, "--data", "same"], { cwd, env });
      expect((await fetch(`${url}/ready`)).status).toBe(200);
      expect(await stopMozaiks(child, signal)).toBe(signal === "SIGTERM" ? 0 : null);
    }
  });

  it("stops gracefully when npm, which started it, is gone without a word", async () => {
    const line = `"$@" & wait`;
    const [node, ...rest] = [process.execPath, binary, ...server, "--port", "0", "--json"];
    const { PATH = "" } = process.env;
    const shell = spawn("sh", ["-c", line, "sh", node ?? "", ...rest], {
      cwd,
      env: { ...env, PATH, npm_lifecycle_event: "start" },
      stdio: ["ignore", "pipe", "inherit"],
    });
    const [shown] = await once(shell.stdout, "data");
    const { url } = JSON.parse(String(shown)) as { url: string };
    shell.kill("SIGTERM");
    await vi.waitFor(() => expect(fetch(`${url}/health`)).rejects.toThrow("fetch failed"), {
      timeout: 15_000,
      interval: 50,
    });
  });

  it("says so when the data folder or the port is in use", async () => {
    const { child, url } = await startMozaiks([...server, "--data", "used"], { cwd, env });
    const sameData = await runMozaiks([...server, "--data", "used", "--port", "0"], { cwd, env });
    const samePort = await runMozaiks([...server, "--port", new URL(url).port], { cwd, env });
    await stopMozaiks(child);
    expect(sameData.stderr).toMatch(/^mozaiks: store\.in-use .+\n {2}fix: .+--data/m);
    expect(samePort.stderr).toMatch(/^mozaiks: port\.in-use .+\n {2}fix: .+--port/m);
    expect([sameData.code, samePort.code]).toEqual([1, 1]);
  });
});
