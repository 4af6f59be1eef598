import { describe, expect, it, vi } from "vitest";
import { createReadiness } from "../../src/http/readiness.ts";
import { servicePages } from "../../src/http/service-pages.ts";
import { createMetrics } from "../../src/metrics/metrics.ts";
import { serveApp } from "./running-app.ts";

describe("those who run an app", () => {
  it("see that it lives, that it can work, and what it is", async () => {
    await using app = await serveApp({ env: { HOSTING_MODE: "byoc" } });
    expect(await (await app.ask("/health")).json()).toEqual({ status: "ok" });
    expect(await (await app.ask("/ready")).json()).toEqual({ status: "ok" });
    expect(await (await app.ask("/info")).json()).toEqual({ name: "task-tracker", version: "1.2.3", mode: "byoc" });
  });

  it("read metrics that name operations, methods and codes, and nobody", async () => {
    await using app = await serveApp();
    await app.ask("/api/tasks", { as: { id: "ann", organization: "acme" } });
    await app.ask("/api/tasks/secret-id", { as: { id: "ann" } });
    await app.ask("/secret-path");
    await app.raw("PROPFIND /secret-path HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
    await app.raw("GARBAGE\r\n\r\n");
    const response = await app.ask("/metrics");
    expect(response.headers.get("content-type")).toContain("text/plain");
    const text = await response.text();
    expect(text).toContain('http_request_duration_seconds_count{method="GET",operation="tasks.list",status="200"} 1');
    expect(text).toContain('http_request_duration_seconds_count{method="other",operation="unrouted",status="404"} 1');
    expect(text).toContain('http_request_duration_seconds_count{method="other",operation="refused",status="400"} 1');
    expect(text).toContain('http_problems_total{code="record.not-found"} 1');
    expect(text).toMatch(/^process_resident_memory_bytes \d{6,}$/m);
    expect(text).not.toMatch(/ann|acme|secret/);
  });

  const token = "token-of-prometheus";
  it.each<[string | undefined, Record<string, string>, number]>([
    [undefined, {}, 200],
    [undefined, { "x-forwarded-for": "127.0.0.1" }, 401],
    [undefined, { forwarded: "for=127.0.0.1" }, 401],
    [undefined, { via: "1.1 proxy" }, 401],
    [token, {}, 401],
    [token, { authorization: "Bearer wrong" }, 401],
    [token, { authorization: `Bearer ${token}x` }, 401],
    [token, { authorization: `Bearer ${token}` }, 200],
  ])("with METRICS_TOKEN %s, asking from this machine with %j: %i", async (configured, headers, status) => {
    await using app = await serveApp({ env: configured === undefined ? {} : { METRICS_TOKEN: configured } });
    const response = await app.ask("/metrics", { headers });
    expect(response.status).toBe(status);
  });

  it("are the only ones who do: another machine needs the token", async () => {
    const [metrics] = servicePages({
      info: { name: "a", version: "1.0.0", mode: "self-hosted" },
      checkReady: async () => {},
      metrics: createMetrics(),
      metricsToken: undefined,
      isBehindProxy: false,
    }).filter(({ path }) => path === "/metrics");
    const from = async (clientAddress: string) => metrics?.answer(new Request("http://a/metrics"), { clientAddress });
    await expect(from("203.0.113.9")).rejects.toMatchObject({ code: "auth.required" });
    expect((await from("::1"))?.status).toBe(200);
  });
});

it.each([{ PUBLIC_URL: "https://app.example.com" }, { TRUST_PROXY: "1" }])(
  "behind a proxy everybody comes from where it is, so metrics need the token: %j",
  async (env) => {
    await using app = await serveApp({ env });
    expect((await app.ask("/metrics")).status).toBe(401);
    await using open = await serveApp({ env: { ...env, METRICS_TOKEN: "token-of-prometheus" } });
    const headers = { authorization: "Bearer token-of-prometheus" };
    expect((await open.ask("/metrics", { headers })).status).toBe(200);
  },
);

describe("readiness", () => {
  const at = (time: string) => () => new Date(time);

  it("is that the store takes a write, and is found out once in five seconds", async () => {
    await using app = await serveApp();
    const { engine } = app.kernel;
    const apply = vi.spyOn(engine, "apply");
    let now = at("2026-01-01T00:00:00Z");
    const check = createReadiness({ engine, now: () => now(), isClosing: () => false });
    await Promise.all([check(), check()]);
    await check();
    expect(apply).toHaveBeenCalledTimes(1);
    now = at("2026-01-01T00:00:05Z");
    apply.mockRejectedValueOnce(new Error("disk full"));
    await expect(check()).rejects.toThrow("disk full");
    now = at("2026-01-01T00:00:10Z");
    await check();
  });

  it("ends when the app is being stopped", async () => {
    await using app = await serveApp();
    const check = createReadiness({ engine: app.kernel.engine, now: app.kernel.now, isClosing: () => true });
    await expect(check()).rejects.toMatchObject({ code: "server.closing" });
  });
});
