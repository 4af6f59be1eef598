import { describe, expect, it } from "vitest";
import { LaunchClaims, reservedClaims, ServiceClaims } from "./launch-token.ts";

const launch = {
  iss: "https://control.example",
  aud: "mozaiks-runtime",
  exp: 1_900_000_000,
  scope: "workflow:execute",
  user_id: "user_123",
  app_id: "app_456",
  workflow_id: "onboarding_flow",
  chat_id: "chat_789",
};
const service = {
  iss: launch.iss,
  aud: ["mozaiks-runtime"],
  exp: launch.exp,
  scope: "workflow:service",
  app_id: "app_456",
};

describe("a launch token's claims", () => {
  it.each(Object.keys(launch))("are incomplete without %s", (name) => {
    expect(LaunchClaims.safeParse({ ...launch, [name]: undefined }).success).toBe(false);
  });

  it("keep the control plane's own claims", () => {
    const claims = { ...launch, max_tokens: 10_000, plan: "pro", roles: ["admin"] };
    expect(LaunchClaims.parse(claims)).toEqual(claims);
  });

  it.each([
    ["a service token's scope", { scope: "workflow:service" }],
    ["several scopes in one", { scope: "workflow:execute workflow:service" }],
    ["an id with a slash", { chat_id: "a/b" }],
    ["an expiry in words", { exp: "tomorrow" }],
    ["a budget of nothing", { max_tokens: 0 }],
    ["half a token", { max_tokens: 1.5 }],
  ])("are refused with %s", (_name, change) => {
    expect(LaunchClaims.safeParse({ ...launch, ...change }).success).toBe(false);
  });

  it("are all reserved, so that none of them becomes context", () => {
    expect(reservedClaims).toEqual(expect.arrayContaining([...Object.keys(launch), "max_tokens", "sub", "tenant"]));
  });
});

describe("a service token's claims", () => {
  it("name an app and no user", () => {
    expect(ServiceClaims.parse(service)).toEqual(service);
    expect(ServiceClaims.safeParse({ ...service, app_id: undefined }).success).toBe(false);
  });

  it("are not a launch token's, nor the other way round", () => {
    expect(ServiceClaims.safeParse(launch).success).toBe(false);
    expect(LaunchClaims.safeParse(service).success).toBe(false);
  });
});
