import { afterEach, describe, expect, it, vi } from "vitest";
import { type ServedApp, serveApp } from "./running-app.ts";

afterEach(() => void vi.useRealTimers());

const limits = { LIMIT_READS_PER_MINUTE: "3", LIMIT_WRITES_PER_MINUTE: "2", LIMIT_SIGN_INS_PER_MINUTE: "2" };

describe("requests of a minute", () => {
  it("are counted for a user, told in headers, refused beyond the limit and free again after it", async () => {
    vi.useFakeTimers({ toFake: ["Date"], now: new Date("2026-01-01T00:00:00Z") });
    await using app = await serveApp({ env: limits });
    const ann = { id: "ann" };
    const remaining: (string | null)[] = [];
    for (let count = 0; count < 3; count++)
      remaining.push((await app.ask("/api/tasks", { as: ann })).headers.get("ratelimit"));
    expect(remaining).toEqual(['"read";r=2;t=60', '"read";r=1;t=60', '"read";r=0;t=60']);
    vi.setSystemTime(new Date("2026-01-01T00:00:17Z"));
    const refused = await app.ask("/api/tasks", { as: ann });
    expect(refused.status).toBe(429);
    expect(Object.fromEntries(refused.headers)).toMatchObject({
      "retry-after": "43",
      ratelimit: '"read";r=0;t=43',
      "ratelimit-policy": '"read";q=3;w=60',
    });
    expect(await refused.json()).toMatchObject({ code: "rate.limited", status: 429 });
    vi.setSystemTime(new Date("2026-01-01T00:01:00Z"));
    expect((await app.ask("/api/tasks", { as: ann })).status).toBe(200);
  });

  it("are each user's own, and reading and writing are counted apart", async () => {
    await using app = await serveApp({ env: limits });
    const statuses = async (method: string, id: string, times: number): Promise<number[]> => {
      const body = method === "POST" ? '{"title":"a"}' : null;
      const asked: number[] = [];
      for (let count = 0; count < times; count++)
        asked.push((await app.ask("/api/tasks", { method, as: { id }, ...(body && { body }) })).status);
      return asked;
    };
    expect(await statuses("POST", "ann", 3)).toEqual([201, 201, 429]);
    expect(await statuses("GET", "ann", 4)).toEqual([200, 200, 200, 429]);
    expect(await statuses("GET", "bob", 1)).toEqual([200]);
  });

  const from = (app: ServedApp, address: string, path = "/api/tasks", method = "GET") =>
    app.ask(path, { method, headers: { "x-forwarded-for": address, "x-mozaiks-request": "1" } });

  it("of nobody known are counted for an address, and for the whole network of a subscriber with IPv6", async () => {
    await using app = await serveApp({ env: { ...limits, TRUST_PROXY: "1" } });
    const statuses = async (...addresses: readonly string[]) =>
      (await Promise.all(addresses.map((address) => from(app, address))))
        .map(({ status }) => status)
        .sort((left, right) => left - right);
    expect(await statuses("192.0.2.1", "192.0.2.1", "192.0.2.1", "192.0.2.1")).toEqual([401, 401, 401, 429]);
    expect(await statuses("192.0.2.2")).toEqual([401]);
    expect(await statuses("2001:db8::1", "2001:db8::2", "2001:db8::ffff:1", "2001:db8:0:0:1::")).toEqual([
      401, 401, 401, 429,
    ]);
    expect(await statuses("2001:db8:0:1::1")).toEqual([401]);
  });

  it("to addresses that are not there count as well", async () => {
    await using app = await serveApp({ env: { ...limits, TRUST_PROXY: "1" } });
    for (let count = 0; count < 3; count++) expect((await from(app, "192.0.2.7", "/nothing")).status).toBe(404);
    expect((await from(app, "192.0.2.7", "/nothing")).status).toBe(429);
  });

  it("that sign in are counted for an address, whoever is meant, and apart from others", async () => {
    await using app = await serveApp({ env: { ...limits, TRUST_PROXY: "1" } });
    const signIn = () => from(app, "192.0.2.9", "/api/auth/sign-in", "POST");
    expect([(await signIn()).status, (await signIn()).status, (await signIn()).status]).toEqual([400, 400, 429]);
    expect((await from(app, "192.0.2.9")).status).toBe(401);
  });

  it("of those who run the app are not counted", async () => {
    await using app = await serveApp({ env: limits });
    for (let count = 0; count < 6; count++) expect((await app.ask("/health")).status).toBe(200);
  });
});
