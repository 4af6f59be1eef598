import { MozaiksError } from "@mozaiks/contracts";
import { describe, expect, it } from "vitest";
import { Secret } from "@mozaiks/contracts/server";
import { tenantOf } from "../../ports/tenant.ts";
import { createAuthenticate, type Door, isEqual } from "./authenticate.ts";
import type { LaunchIdentity } from "./identity.ts";

const identityOf = (user_id: string): LaunchIdentity => ({
  kind: "launch",
  tenant: tenantOf("app"),
  user_id,
  workflow_id: "W",
  chat_id: "c",
  claims: {},
  expires_at: 1,
});

function start(change: { allowQueryToken?: boolean; internalApiKey?: Secret | undefined } = {}) {
  const authenticate = createAuthenticate({
    verify: async (token) => {
      if (token === "bad") throw new MozaiksError("token.invalid");
      return identityOf(`token:${token}`);
    },
    tickets: {
      issueTicket: async () => "",
      redeemTicket: async (ticket) => identityOf(`ticket:${ticket}`),
    },
    allowQueryToken: true,
    internalApiKey: new Secret("the-internal-key"),
    clock: { now: () => new Date(1_000_000) },
    ...change,
  });
  return (door: Door, headers: Record<string, string>, query = "", body?: unknown) =>
    authenticate({ headers: new Headers(headers), query: new URLSearchParams(query), body: async () => body }, door);
}

const bearer = { authorization: "Bearer T" };
const internal = { "x-internal-api-key": "the-internal-key" };

describe("credentials", () => {
  it.each<[Door, Record<string, string>, string, string]>([
    ["http", bearer, "", "token:T"],
    ["http", { authorization: "bearer   T " }, "token=Q&ticket=K", "token:T"],
    ["stream", bearer, "token=Q&ticket=K", "token:T"],
    ["stream", {}, "token=Q&ticket=K", "ticket:K"],
    ["stream", internal, "token=Q", "token:Q"],
    ["stream", {}, "token=Q&ticket=", "token:Q"],
  ])("at the %s door %j ?%s: %s counts", async (door, headers, query, user_id) => {
    expect(await start()(door, headers, query)).toMatchObject({ kind: "launch", user_id });
  });

  it.each<[Door, Record<string, string>, string]>([
    ["http", {}, "token=Q&ticket=K"],
    ["stream", {}, "token="],
    ["stream", { authorization: "Basic YTpi" }, "ticket=K"],
    ["http", { authorization: "Bearer" }, ""],
  ])("at the %s door %j ?%s: none is there", async (door, headers, query) => {
    await expect(start()(door, headers, query)).rejects.toMatchObject({ code: "token.missing" });
  });

  it("that are bad are not made up for by others", async () => {
    await expect(start()("stream", { authorization: "Bearer bad", ...internal }, "ticket=K")).rejects.toMatchObject({
      code: "token.invalid",
    });
  });

  it("in the query can be turned off; tickets stay", async () => {
    const authenticate = start({ allowQueryToken: false });
    await expect(authenticate("stream", {}, "token=Q")).rejects.toMatchObject({ code: "token.missing" });
    expect(await authenticate("stream", {}, "ticket=K")).toMatchObject({ user_id: "ticket:K" });
  });
});

describe("the internal key", () => {
  it("acts for the app and user that query or body name, the query first", async () => {
    const authenticate = start();
    const expires_at = 1000 + 3600;
    expect(await authenticate("http", internal, "app_id=a")).toEqual({
      kind: "service",
      tenant: { app_id: "a" },
      expires_at,
    });
    const body = { app_id: "b", user_id: "u" };
    expect(await authenticate("http", internal, "", body)).toMatchObject({ tenant: { app_id: "b" }, user_id: "u" });
    expect(await authenticate("http", internal, "app_id=a", body)).toMatchObject({ tenant: { app_id: "a" } });
  });

  it.each([
    ["", undefined],
    ["user_id=u", {}],
    ["app_id=a%20b", undefined],
    ["app_id=a&user_id=..%2F", undefined],
    ["", { app_id: 7 }],
    ["", "text"],
  ])("with ?%s and the body %j is a request that is not valid", async (query, body) => {
    await expect(start()("http", internal, query, body)).rejects.toMatchObject({ code: "request.invalid" });
  });

  it("is refused when it is wrong, or when there is none", async () => {
    for (const key of ["", "the-internal-ke", "the-internal-key2", "[secret]"])
      await expect(start()("http", { "x-internal-api-key": key }, "app_id=a")).rejects.toMatchObject({
        code: "token.invalid",
      });
    await expect(start({ internalApiKey: undefined })("http", internal, "app_id=a")).rejects.toMatchObject({
      code: "token.invalid",
    });
  });
});

it("secrets are equal only when every byte is", () => {
  expect(isEqual("a secret", "a secret")).toBe(true);
  for (const other of ["", "a secre", "a secret ", "A secret"]) expect(isEqual(other, "a secret")).toBe(false);
});
