import { openApp, type AppParts } from "@mozaiks/core-runtime/server";
import { expect, it } from "vitest";
import { createMemoryEngine } from "../../src/engines/memory/memory-engine.ts";
import { testIdentity } from "../../src/identity/test-identity.ts";
import { silentLog } from "../../src/log.ts";
import { taskApp } from "../task-app.ts";

const open = (http: AppParts["http"]) =>
  openApp(taskApp, {
    engine: createMemoryEngine(),
    identity: testIdentity(undefined),
    log: silentLog,
    mode: "test",
    ...(http && { http }),
  });

const allowed = ["https://pages.example"];

it.each([
  ["https://pages.example", "https://pages.example"],
  ["https://evil.example", null],
  ["https://pages.example.evil.example", null],
  ["http://pages.example", null],
  ["null", null],
])("an answer is for a page of %s to read: %s", async (origin, expected) => {
  await using app = await open({ publicUrl: "https://app.example", allowedOrigins: allowed });
  for (const method of ["GET", "OPTIONS"]) {
    const response = await app.fetch(
      new Request("https://app.example/api/tasks", {
        method,
        headers: { origin, "access-control-request-method": "PATCH" },
      }),
    );
    expect(response.headers.get("access-control-allow-origin")).toBe(expected);
    expect(response.headers.get("vary")).toContain("Origin");
  }
});

it("browsers are told to come back over https only, where the app is there", async () => {
  const askedAt = async (publicUrl: string) => {
    await using app = await open({ publicUrl, allowedOrigins: [] });
    const { headers } = await app.fetch(new Request(`${publicUrl}/api/tasks`));
    return headers.get("strict-transport-security");
  };
  expect(await askedAt("https://app.example")).toBe("max-age=31536000; includeSubDomains");
  expect(await askedAt("http://127.0.0.1:8080")).toBeNull();
});
