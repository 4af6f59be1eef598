import { localIdentity, openApp, openSqliteEngine } from "@mozaiks/core-runtime/server";
import { silentLog } from "../../src/log.ts";
import { taskApp } from "../task-app.ts";

/** Sends requests, one per line of input (`["POST", "/api/tasks", {…}]`), to the same app in a process of its own. */
const [file = "", cookie = ""] = process.argv.slice(2);
await using app = await openApp(taskApp, {
  engine: await openSqliteEngine({ file, durability: "normal" }),
  identity: localIdentity({ publicUrl: "http://app.test" }),
  log: silentLog,
  mode: "test",
});
for await (const line of process.stdin.setEncoding("utf8")) {
  const [method, path, body] = JSON.parse(line);
  const headers = { cookie, "x-mozaiks-request": "1", "content-type": "application/json" };
  const request = new Request(new URL(path, "http://app.test"), {
    method,
    headers,
    ...(body && { body: JSON.stringify(body) }),
  });
  const response = await app.fetch(request);
  process.stdout.write(`${response.status}\n`);
}
