import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { sqliteFile } from "../engines/sqlite-file.ts";
import { keyedRequests } from "./keyed-requests.ts";

const writer = fileURLToPath(new URL("./idempotent-writer.ts", import.meta.url));

/** Lets a process answer so many requests, and kills it while it is at the next ones. */
async function answerAndKill(file: string, from: number, answers: number): Promise<ReadonlyMap<number, string>> {
  const child = spawn(process.execPath, ["--conditions=@mozaiks/source", writer, file, String(from)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const exited = once(child, "exit");
  const answered = new Map<number, string>();
  for await (const line of createInterface({ input: child.stdout })) {
    const [number, id = ""] = line.split(" ");
    answered.set(Number(number), id);
    if (answered.size === answers) child.kill("SIGKILL");
  }
  await exited;
  expect(child.signalCode).toBe("SIGKILL");
  return answered;
}

it("does what is sent again after its process was killed exactly once, and answers as before", async () => {
  const file = sqliteFile();
  let last = 0;
  for (const answers of [1, 23, 60]) {
    const answered = await answerAndKill(file, last, answers);
    const { app, send, count } = await keyedRequests(file);
    await using _app = app;
    const tried = Math.max(...answered.keys()) + 4;
    for (let number = last + 1; number <= tried; number += 1) {
      const id = await send(number);
      expect([number, id]).toEqual([number, answered.get(number) ?? expect.stringMatching(/^[0-9a-f-]{36}$/)]);
    }
    last = tried;
    expect(await count()).toBe(last + Math.ceil(last / 2));
  }
}, 60_000);
