import { localIdentity, openApp, openSqliteEngine } from "@mozaiks/core-runtime/server";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { silentLog } from "../../src/log.ts";
import { taskApp } from "../task-app.ts";
import { readSource } from "./event-source.ts";

/** The same app in another process: sends a request there and waits for its answer. */
function startOther(file: string, cookie: string) {
  const child = spawn(
    process.execPath,
    ["--conditions=@mozaiks/source", join(import.meta.dirname, "other-process.ts"), file, cookie],
    { stdio: ["pipe", "pipe", "inherit"] },
  );
  return {
    async send(...request: readonly unknown[]): Promise<void> {
      child.stdin.write(`${JSON.stringify(request)}\n`);
      const [status] = await once(child.stdout.setEncoding("utf8"), "data");
      expect(Number(status)).toBeLessThan(300);
    },
    async [Symbol.asyncDispose]() {
      child.stdin.end();
      if (child.exitCode === null) await once(child, "exit");
    },
  };
}

it("a stream tells what another process writes, goes on there, and ends when that process ends the session", async () => {
  const folder = await mkdtemp(join(tmpdir(), "mozaiks-realtime-"));
  const file = join(folder, "app.db");
  try {
    await using app = await openApp(taskApp, {
      engine: await openSqliteEngine({ file, durability: "normal" }),
      identity: localIdentity({ publicUrl: "http://app.test" }),
      log: silentLog,
      mode: "test",
    });
    const answer = await app.fetch(
      new Request("http://app.test/api/auth/sign-up", {
        method: "POST",
        headers: { "content-type": "application/json", "x-mozaiks-request": "1" },
        body: JSON.stringify({ email: "ann@example.com", password: "correct horse battery" }),
      }),
    );
    const [cookie = ""] = (answer.headers.get("set-cookie") ?? "").split(";");
    const open = async (lastEventId?: string) => {
      const cut = new AbortController();
      const headers = { cookie, ...(lastEventId !== undefined && { "last-event-id": lastEventId }) };
      const url = "http://app.test/api/realtime?sub=tasks";
      return readSource(await app.fetch(new Request(url, { headers, signal: cut.signal })), cut);
    };
    await using other = startOther(file, cookie);
    const first = await open();
    await other.send("POST", "/api/tasks", { title: "from elsewhere" });
    await first.until(2);
    expect(first.events[1]).toMatchObject({ name: "created", data: { record: { title: "from elsewhere" } } });
    await first[Symbol.asyncDispose]();
    await other.send("POST", "/api/tasks", { title: "while nobody listened" });
    await using second = await open(first.lastEventId);
    await second.until(2);
    expect(second.events[1]).toMatchObject({ name: "created", data: { record: { title: "while nobody listened" } } });
    await other.send("POST", "/api/auth/sign-out");
    expect((await second.untilNamed("closed")).data).toEqual({ code: "credential.invalid" });
  } finally {
    await rm(folder, { recursive: true });
  }
});
