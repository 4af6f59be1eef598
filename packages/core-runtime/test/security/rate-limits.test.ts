import { openApp } from "@mozaiks/core-runtime/server";
import { expect, it } from "vitest";
import { createMemoryEngine } from "../../src/engines/memory/memory-engine.ts";
import { testIdentity, tokenOf } from "../../src/identity/test-identity.ts";
import { silentLog } from "../../src/log.ts";
import { taskApp } from "../task-app.ts";

it("requests are counted for who makes them, wherever they come from, and for an address without a user", async () => {
  await using app = await openApp(taskApp, {
    engine: createMemoryEngine(),
    identity: testIdentity(undefined),
    log: silentLog,
    mode: "test",
    http: { limits: { readsPerMinute: 2, writesPerMinute: 1, signInsPerMinute: 1 } },
  });
  const ask = async (method: string, path: string, user: string | null, clientAddress: string) => {
    const headers = {
      "x-mozaiks-request": "1",
      ...(user !== null && { authorization: `Bearer ${tokenOf({ id: user })}` }),
    };
    const answer = await app.fetch(new Request(`http://app.test${path}`, { method, headers }), { clientAddress });
    return [answer.status, answer.headers.has("retry-after")];
  };
  expect(await ask("GET", "/api/tasks", "ann", "192.0.2.1")).toEqual([200, false]);
  expect(await ask("GET", "/api/tasks", "ann", "192.0.2.2")).toEqual([200, false]);
  expect(await ask("GET", "/api/tasks", "ann", "192.0.2.3")).toEqual([429, true]);
  expect(await ask("GET", "/api/tasks", "bob", "192.0.2.3")).toEqual([200, false]);
  expect(await ask("DELETE", "/api/tasks/x", "ann", "192.0.2.3")).toEqual([404, false]);
  expect(await ask("DELETE", "/api/tasks/x", "ann", "192.0.2.4")).toEqual([429, true]);
  expect(await ask("POST", "/api/auth/sign-in", null, "192.0.2.5")).toEqual([400, false]);
  expect(await ask("POST", "/api/auth/sign-in", "ann", "192.0.2.5")).toEqual([429, true]);
  expect(await ask("POST", "/api/auth/sign-in", null, "192.0.2.6")).toEqual([400, false]);
});
